# Needs git, make (GNU, 3.81 or newer) and Python 3.11 or newer; everything else goes into .venv.
#   make serve PYTHON=python3.12        choose the interpreter (VENV=.venv-NAME keeps it beside the usual one)
#   make serve ADDRESS=127.0.0.1:9000   choose where the site is served
#   make test ARGS="-k dates"           hand arguments on to pytest (also: check, find, bench and others)

PYTHON  =
VENV    = .venv
ADDRESS = 127.0.0.1:8000
ARGS    =

# What a person's own machine has set must not reach into $(VENV).
unexport PYTHONPATH PYTHONHOME
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_USER = 0
# Material's notice about MkDocs 2: known, and the reason for the pins in pyproject.toml.
export NO_MKDOCS_2_WARNING = 1

RUN         = $(VENV)/bin/python
SOURCEBOOK  = $(VENV)/bin/sourcebook
# --only-binary: what is built on the spot would bring build tools that no hash pins.
INSTALL     = $(RUN) -m pip install --quiet --no-input --only-binary=:all: --require-hashes
CANDIDATES  = $(if $(PYTHON),"$(PYTHON)",python3.14 python3.13 python3.12 python3.11 python3)
SUITABLE    = import sys, ensurepip; sys.exit(sys.version_info < (3, 11))
# More than four would each open a browser and wait for the same disk.
CORES       = --numprocesses=auto --maxprocesses=4
TIMED       = tests/test_no_traceback.py::test_huge_files_are_checked_soon \
              tests/test_registering.py::test_a_large_text_is_registered_soon
# The benchmark measures programs that it starts, and nothing of the engine in its own.
MEASURED    = tests/test_bench.py
# What builds two hundred sites to compare them takes no branch that the tests beside it do not take.
REPEATED    = tests/test_renewal_property.py::test_after_any_edit_the_site_is_that_of_a_whole_build

# ARGS may hold whatever an editor looks for: O'Brien, or 5 $. So neither make nor the shell reads it, but this script:
# quotes that stand around words hold them together, and everything else stands for itself.
override ARGS := $(value ARGS)
define HAND_ON
import os, re, sys
found = re.finditer(r"""(?<!\S)(--[\w-]+=|)(["'])(.*?)\2(?!\S)|\S+""", os.environ["ARGS"])
command = [*sys.argv[1:], *(word[1] + word[3] if word[2] else word[0] for word in found)]
os.execv(command[0], command)
endef
export ARGS HAND_ON
with-args = @echo '$(1)' "$$ARGS"; $(RUN) -c "$$HAND_ON" $(1)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test cover site check new find explain rename diff schema lint format bench mutants clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

serve: $(VENV)/runtime ## serve the site at http://127.0.0.1:8000 with live reload
	$(RUN) -m mkdocs serve --livereload --dev-addr $(ADDRESS)

test: $(VENV)/dev ## run the whole suite
	$(call with-args,$(RUN) -m pytest $(CORES))

# What builds no site takes nearly all branches in a fraction of the time. Being watched, Python is slower than promised.
cover: $(VENV)/dev ## run the tests that build no site, and see that they take the branches of the engine
	$(RUN) -m coverage erase
	$(RUN) -m coverage run -m pytest $(CORES) --without-sites $(addprefix --deselect ,$(TIMED) $(MEASURED) $(REPEATED))
	$(RUN) -m coverage combine --quiet
	$(RUN) -m coverage report

site: $(VENV)/runtime ## build into site/, strictly; the last good site stays until the new one is whole
	$(RUN) -m sourcebook site -- $(RUN) -m mkdocs build --strict --site-dir

check: $(VENV)/runtime ## check the data only
	$(call with-args,$(SOURCEBOOK) check)

new: $(VENV)/runtime ## add a record (ARGS="claim": asks for what is missing)
	$(call with-args,$(SOURCEBOOK) new)

find: $(VENV)/runtime ## look up records by words in any spelling (ARGS="WORDS")
	$(call with-args,$(SOURCEBOOK) find)

explain: $(VENV)/runtime ## show a record with all that refers to it (ARGS=ID)
	$(call with-args,$(SOURCEBOOK) explain)

rename: $(VENV)/runtime ## give a record another id everywhere (ARGS="OLD NEW")
	$(call with-args,$(SOURCEBOOK) rename)

diff: $(VENV)/runtime ## say in words what a change does to the reference (ARGS=REVISION, or since the last commit)
	$(call with-args,$(SOURCEBOOK) diff$(if $(value ARGS),, HEAD))

schema: $(VENV)/runtime ## write the schemas that guide editors while they type
	$(call with-args,$(SOURCEBOOK) schema)

lint: $(VENV)/dev ## check style and types
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy

format: $(VENV)/dev ## put the code into shape
	$(RUN) -m ruff check --fix
	$(RUN) -m ruff format

bench: $(VENV)/dev ## measure speed and memory beside MkDocs and Zensical (ARGS="--sizes 100 --real")
	$(call with-args,$(RUN) tests/bench.py)

mutants: $(VENV)/mutants ## change the engine in many small ways, and see that a test notices each (ARGS="words/dates.py")
	$(call with-args,$(RUN) tests/mutants.py)

clean: ## remove what was built, keep .venv
	rm -rf site .site.* .cache build .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove .venv as well
	rm -rf .venv .venv-*

# --- set-up: each file stands for a step that is done ---------------------------------------------------------------

# A .venv whose Python has since been removed cannot run: begin again.
ifneq ($(shell test -x $(VENV)/bin/python || echo gone),)
.PHONY: $(VENV)/made
endif

$(VENV)/made:
	@found=; for python in $(CANDIDATES); do \
	  if "$$python" -c '$(SUITABLE)' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'make: no Python 3.11 or newer with its venv module was found; tried: $(CANDIDATES).' >&2; \
	  echo 'make: install one (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3' >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv --clear $(VENV)
	@# The project itself: a path relative to site-packages, so nothing is built and the folder may be moved.
	@echo ../../../../hooks > "$$(echo $(VENV)/lib/python3.*/site-packages)/sourcebook.pth"
	@touch $@

# Asks Python beside it, wherever the folder has been moved.
$(VENV)/bin/sourcebook: $(VENV)/made
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m sourcebook "$$@"\n' > $@
	@chmod +x $@

$(VENV)/runtime: $(VENV)/made requirements.txt | $(VENV)/bin/sourcebook
	@echo 'Installing what the site needs (requirements.txt)'
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.txt
	@echo 'Installing what the tests need (requirements-dev.txt)'
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

$(VENV)/mutants: $(VENV)/dev requirements-mutants.txt
	@echo 'Installing what makes mutants (requirements-mutants.txt)'
	@$(INSTALL) -r requirements-mutants.txt
	@touch $@
