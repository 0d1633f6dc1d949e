"""What the forge runs and shows: the workflow, the forms for issues, and the template for pull requests."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from sites import PROJECT
from sourcebook.__main__ import commands, main
from support import Copy

FORGE = PROJECT / ".github"
WORKFLOWS = sorted((FORGE / "workflows").iterdir())
FORMS = sorted(file for file in (FORGE / "ISSUE_TEMPLATE").iterdir() if file.name != "config.yml")
ACTION = re.compile(r"uses: actions/(?:checkout|setup-python|upload-artifact)@[0-9a-f]{40} # v\d+\.\d+\.\d+")
TARGETS = re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)


def parsed(file: Path) -> Any:
    """Return what a YAML file says; ``on`` stays a word."""
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)


def steps(file: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in parsed(file)["jobs"].values() for step in job["steps"]]


def scripts() -> list[Any]:
    """Return every script of every workflow."""
    return [
        pytest.param(step["run"], id=step["name"].replace(" ", "-"))
        for file in WORKFLOWS for step in steps(file) if "run" in step
    ]  # fmt: skip


SCRIPTS = scripts()


# --- the workflow -----------------------------------------------------------------------------------------------------


def test_there_is_one_workflow_and_it_runs_on_pushes_and_pull_requests() -> None:
    assert [file.name for file in WORKFLOWS] == ["check.yml"]
    assert set(parsed(WORKFLOWS[0])["on"]) == {"push", "pull_request"}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_it_may_only_read_and_knows_no_secret(file: Path) -> None:
    workflow = parsed(file)
    assert workflow["permissions"] == {"contents": "read"}
    assert not [job for job in workflow["jobs"].values() if "permissions" in job]
    text = file.read_text("utf-8")
    assert not [word for word in ("secrets.", "github.token", "GITHUB_TOKEN", "://") if word in text]
    checkout = next(step for step in steps(file) if step.get("uses", "").startswith("actions/checkout"))
    assert checkout["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_it_uses_official_actions_of_a_fixed_version_only(file: Path) -> None:
    # A tag may be moved to another commit, the hash of a commit may not.
    used = re.findall(r"uses:.*", file.read_text("utf-8"))
    assert len(used) == len([step for step in steps(file) if "uses" in step]) > 0
    assert [action for action in used if not ACTION.fullmatch(action)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_every_step_is_named_or_an_action_and_no_job_runs_for_ever(file: Path) -> None:
    for job in parsed(file)["jobs"].values():
        assert 0 < int(job["timeout-minutes"]) <= 60
        assert job["runs-on"] != "ubuntu-latest"
    assert all("name" in step for step in steps(file) if "run" in step)


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_is_bash_and_takes_nothing_from_outside(script: str) -> None:
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    # What a stranger wrote, such as the name of a branch, would be run.
    assert "${{" not in script


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_names_only_what_there_is(script: str) -> None:
    for target in re.findall(r"^\s*make ([a-z]+)", script, re.MULTILINE):
        assert target in TARGETS
    known = {command.__name__.rpartition(".")[2] for command in commands()}
    for command in re.findall(r"-m sourcebook (\w+)", script):
        assert command in known
    for program in re.findall(r"^\s*(\.\S+)", script, re.MULTILINE):
        assert program == ".venv/bin/python" or os.access(PROJECT / program, os.X_OK)


def test_all_that_must_hold_is_run_and_faults_are_marked() -> None:
    together = "\n".join(step["run"] for file in WORKFLOWS for step in steps(file) if "run" in step)
    for part in (".ci/run\n", "make check PYTHON=python ARGS='--format github'", "ids --check --format github",
                 "diff HEAD^1 HEAD --format markdown"):  # fmt: skip
        assert part in together + "\n"


def test_the_oldest_and_the_newest_promised_python_run_everything() -> None:
    job = parsed(WORKFLOWS[0])["jobs"]["check"]
    oldest, newest = job["strategy"]["matrix"]["python"]
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={oldest}"
    assert f'CANDIDATES  = $(if $(PYTHON),"$(PYTHON)",python{newest} ' in (PROJECT / "Makefile").read_text("utf-8")
    [everything] = [step for step in job["steps"] if step.get("run") == ".ci/run"]
    assert "if" not in everything


@pytest.mark.parametrize(
    ("mine", "there", "others"),
    [(12, (11, 12, 13), [11, 13]), (11, (11, 12, 13), [13]), (13, (11, 13), [11]), (12, (12,), []), (12, (13,), [13])],
)
def test_the_ends_of_what_a_machine_has_are_run(
    mine: int, there: tuple[int, ...], others: list[int], tmp_path: Path
) -> None:
    programs = {f"bin/python3.{minor}": f"echo {minor} here" if minor in there else "exit 1" for minor in range(11, 15)}
    programs |= {"bin/python3": "exit 1", "bin/git": "", "bin/chromium": "", "bin/make": 'echo "$@" >> made'}
    programs |= {".venv/bin/python": f"echo {mine}", ".ci/run": ""}
    for name, text in programs.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / ".ci/run").write_bytes((PROJECT / ".ci/run").read_bytes())
    path = os.pathsep.join((str(tmp_path / "bin"), os.environ["PATH"]))
    subprocess.run([tmp_path / ".ci/run"], env=os.environ | {"PATH": path, "PYENV_ROOT": "nowhere"}, check=True)
    made = (tmp_path / "made").read_text("utf-8").splitlines()
    again = [f"{target} VENV=.venv-{minor} PYTHON=here" for minor in others for target in ("cover", "site")]
    assert made == ["lint", "test", *(again or ["cover"]), "site"]


NEWER_THAN_BASH_3_2 = {
    "mapfile": r"\b(?:mapfile|readarray)\b",
    "an array with words as keys, or a name for a name": r"\b(?:declare|local|typeset)\s+-\w*[Anlug]",
    "upper and lower case": r"\$\{\w+(?:\[[^]]*\])?(?:\^|,)",
    "a quoted expansion": r"\$\{\w+(?:\[[^]]*\])?@[A-Za-z]\}",
    "both streams in a pipe or at the end of a file": r"\|&|&>>",
    "coproc": r"\bcoproc\b",
    "steps or zeros of a range": r"\{(?:[^\s{}]+\.\.[^\s{}]+\.\.\S+|0\d+\.\.\d+)\}",
    "an option of shopt": r"\b(?:globstar|lastpipe|inherit_errexit|nocasematch_)\b",
    "time in printf": r"printf.*%\([^)]*\)T",
    "whether a variable is set": r"\[\[?\s+(?:!\s+)?-v\s",
    "the end of an array": r"\$\{\w+\[-\d",
    "a part of a text up to its end": r"\$\{\w+:\s*\d+\s*:\s*-",
    "which job ended": r"\bwait\s+-\w*[npf]",
    "a seed, a time": r"\$\{?(?:EPOCH|SRANDOM|BASHPID)",
    "falling through": r";&|;;&",
    "a descriptor that the shell chooses": r"\{\w+\}[<>]",
}
"""What bash 3.2 does not know, and how it looks."""


def too_new(script: str) -> set[str]:
    """Return what a script has that bash 3.2 does not know.

    There, an array without items counts as not set, so ``set -u`` ends a script that asks for all items of one.
    """
    code = re.sub(r"(?m)(?:^|\s)#.*$", "", script)
    found = {name for name, form in NEWER_THAN_BASH_3_2.items() if re.search(form, code)}
    empty = re.findall(r"(?m)^\s*(\w+)=\(\)", code)
    asked = [name for name in empty for _ in re.finditer(rf"\$\{{{name}\[[@*]\]\}}", code)]
    guarded = [name for name in empty if re.search(rf"if \[\[ \$\{{{name}\[\*\]-\}} \]\]; then\n", code)]
    return found | {f"all of {name}" for name in asked if name not in guarded}


def test_scripts_run_with_the_bash_of_macos() -> None:
    files = [PROJECT / ".ci" / "run"]
    assert {file.name: too_new(file.read_text("utf-8")) for file in files} == {"run": set()}


@pytest.mark.parametrize(
    "script",
    ["mapfile -t x < y", "readarray x", "declare -A x", "local -n x=y", "echo ${x^^}", "echo ${x,}", "echo ${x@Q}",
     "make |& tee x", "make &>> x", "coproc x", "echo {1..9..2}", "echo {01..10}", "shopt -s globstar",
     "printf '%(%F)T'", "[[ -v x ]]", "echo ${x[-1]}", "echo ${x:0:-1}", "wait -n", "echo $EPOCHSECONDS",
     "case x in x) y ;& esac", "exec {x}>y", 'x=()\nfor y in "${x[@]}"; do :; done'],
)  # fmt: skip
def test_script_for_newer_shells_is_seen(script: str) -> None:
    assert too_new(script)


def test_the_site_and_the_changes_are_kept() -> None:
    kept = [step["with"] for step in steps(WORKFLOWS[0]) if "upload-artifact" in step.get("uses", "")]
    assert {artefact["name"]: artefact["path"] for artefact in kept} == {
        "what-changes": "${{ runner.temp }}/what-changes.md", "site-preview": "site",
    }  # fmt: skip


def prepared(tiny: Copy, python: str) -> dict[str, str]:
    """Make the copy a repository with two states and a ``.venv``; return the environment of the forge."""
    settings = ("-c", "user.name=Edith", "-c", "user.email=edith@example.org", "-c", "commit.gpgsign=false")
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "One"]):
        subprocess.run(["git", "-C", str(tiny.root), *settings, *arguments], check=True)
    tiny.edit("data/chapters/flood.yml", "a miller was drowned", "two millers were drowned")
    subprocess.run(["git", "-C", str(tiny.root), *settings, "commit", "--quiet", "--all", "-m", "Two"], check=True)
    tiny.write(".venv/bin/python", python)
    (tiny.root / ".venv/bin/python").chmod(0o755)
    return os.environ | {"GITHUB_STEP_SUMMARY": str(tiny.root / "summary"), "RUNNER_TEMP": str(tiny.root)}


def step(words: str) -> str:
    """Return the script of the step with these words in its name."""
    return str(next(step["run"] for step in steps(WORKFLOWS[0]) if words in step.get("name", "")))


def run(script: str, tiny: Copy, environment: dict[str, str]) -> str:
    """Run a script as the forge does and return the summary."""
    subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=tiny.root, env=environment, check=True)
    return (tiny.root / "summary").read_text("utf-8")


REAL = f'#!/bin/sh\nPYTHONPATH={PROJECT}/hooks exec {sys.executable} "$@"\n'
LONG = (
    "#!/bin/sh\nprintf '### What\\n\\n- **Claims:** 1 added\\n\\n<details><summary>'\n"
    "head -c 1200000 /dev/zero | tr '\\0' x\n"
)


def test_changes_are_shown_in_the_summary(tiny: Copy) -> None:
    shown = run(step("does to the reference"), tiny, prepared(tiny, REAL))
    assert "- **Claims:** 1 reworded" in shown
    assert shown == (tiny.root / "what-changes.md").read_text("utf-8")


def test_changes_too_long_for_the_summary_are_cut_at_a_whole_part(tiny: Copy) -> None:
    shown = run(step("does to the reference"), tiny, prepared(tiny, LONG))
    assert shown == (
        "### What\n\n- **Claims:** 1 added\n\nToo long to be shown here; the artefact **what-changes** has it all.\n"
    )
    assert (tiny.root / "what-changes.md").stat().st_size > 1_000_000


def test_way_to_the_preview_is_shown(tiny: Copy) -> None:
    assert "`python3 -m http.server 8000`" in run(step("how to look"), tiny, prepared(tiny, REAL))


def test_ids_are_checked_by_the_words_of_the_workflow(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = step("published ids").partition("-m sourcebook ")[2].split()
    assert main(["--root", str(tiny.root), *arguments]) == 0
    tiny.write("data/published-ids.txt", "claim gone\n")
    assert main(["--root", str(tiny.root), *arguments]) == 1
    said = "::error file=data/published-ids.txt,line=1,col=1,title=published-ids-are-kept::claim 'gone':"
    assert capsys.readouterr().out.startswith(said)


# --- issues and pull requests -----------------------------------------------------------------------------------------


def test_there_is_a_form_for_each_kind_of_report() -> None:
    assert {parsed(file)["name"] for file in FORMS} == {
        "This claim is wrong", "A source we lack", "Something on the site is broken",
    }  # fmt: skip
    assert parsed(FORGE / "ISSUE_TEMPLATE" / "config.yml") == {"blank_issues_enabled": "true"}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_form_is_one_that_the_forge_can_show(file: Path) -> None:
    form = parsed(file)
    assert set(form) == {"name", "description", "title", "body"}
    names = [field["id"] for field in form["body"]]
    assert len(set(names)) == len(names) > 0
    for field in form["body"]:
        assert re.fullmatch(r"[a-z]+", field["id"])
        assert field["type"] in {"input", "textarea", "dropdown"}
        assert set(field["attributes"]) <= {"label", "description", "placeholder", "options"}
        assert field["attributes"]["label"]
        assert ("options" in field["attributes"]) is (field["type"] == "dropdown")
        assert field["validations"]["required"] in {"true", "false"}


def test_whoever_corrects_a_claim_is_asked_for_the_source() -> None:
    form = parsed(FORGE / "ISSUE_TEMPLATE" / "claim-is-wrong.yml")
    required = [field["id"] for field in form["body"] if field["validations"]["required"] == "true"]
    assert required == ["claim", "ours", "theirs", "source"]


def test_template_for_pull_requests_is_a_short_list() -> None:
    lines = (FORGE / "pull_request_template.md").read_text("utf-8").splitlines()
    items = [line for line in lines if line.startswith("- [ ] ")]
    assert 3 <= len(items) <= 7
    for named in re.findall(r"`make ([a-z]+)`", "\n".join(lines)):
        assert named in TARGETS
