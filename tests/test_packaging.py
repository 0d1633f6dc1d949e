"""The wheel: installed where nothing of this project lies, it checks data and builds a site with its look."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from sites import PROJECT
from sourcebook import __version__
from sourcebook.site.build import build
from support import TINY, Copy

HOOKS = PROJECT / "hooks"
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
FOR_SITES = {"click", "mkdocs", "mkdocs-material", "pymdown-extensions", "watchdog"}
# Nothing of this project, and none of the settings of whoever runs the tests.
BARE = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}


def run(*command: str | Path, where: Path) -> str:
    """Run a program that must succeed; return what it prints."""
    environment = BARE | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built wheel; nothing is fetched for it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, PROJECT, where=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment with the wheel; what the project depends on is lent by the one of the tests."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", home, where=home)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--no-index", "--no-deps", wheel, where=home)
    # Python reads no further .pth files in a folder that it finds this way: that of this project stays behind.
    (packages(home) / "lent.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return home


def packages(home: Path) -> Path:
    """Return the folder into which an environment installs."""
    [folder] = home.glob("lib/python3*/site-packages")
    return folder


@pytest.fixture
def installed(home: Path) -> Distribution:
    """Return what the environment knows of the installed project."""
    return next(iter(distributions(name="sourcebook", path=[str(packages(home))])))


def test_wheel_holds_all_that_lies_beside_the_engine(wheel: Path) -> None:
    held = {Path(name) for name in ZipFile(wheel).namelist()}
    here = {file.relative_to(HOOKS) for file in HOOKS.rglob("*") if file.is_file() and file.suffix != ".pyc"}
    there = {file if file.parts[0] == "sourcebook" else Path("sourcebook/hooks") / file for file in here}
    assert {file for file in held if file.parts[0] == "sourcebook"} == there


def test_engine_needs_neither_mkdocs_nor_a_theme(installed: Distribution) -> None:
    assert installed.version == __version__
    needed = {line for line in installed.requires or () if "extra ==" not in line}
    assert not [line for line in needed if line.startswith(tuple(FOR_SITES))]
    assert len(needed) == len(DECLARED["dependencies"])
    for_sites = {re.split("[<>=]", line)[0] for line in DECLARED["optional-dependencies"]["site"]}
    assert for_sites == FOR_SITES


def test_data_are_checked_without_mkdocs(home: Path, tmp_path: Path) -> None:
    Copy.make(tmp_path)
    without = "import sys; sys.modules |= dict.fromkeys(('mkdocs', 'material', 'click', 'pymdownx')); "
    command = "from sourcebook.__main__ import main; sys.exit(main(['check']))"
    assert "no problems" in run(home / "bin" / "python", "-c", without + command, where=tmp_path)
    assert "no problems" in run(home / "bin" / "sourcebook", "check", where=tmp_path)


def test_installed_sourcebook_builds_a_site(home: Path, tmp_path: Path) -> None:
    Copy.make(tmp_path)
    told = re.findall(r"^ln -s .+", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE)
    run("sh", "-c", f'PATH="{home}/bin:$PATH"; {told[0]}', where=tmp_path)
    assert (tmp_path / "hooks").resolve().is_relative_to(home)
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", "hooks")
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    run(home / "bin" / "python", "-m", "mkdocs", "build", "--strict", where=tmp_path)
    for page in build(tmp_path / "data", tmp_path / "docs").pages:
        stem = page.removesuffix(".md").removesuffix("index")
        assert (tmp_path / "site" / stem / "index.html").is_file(), page
    # Material does not write this: the theme that was installed was used.
    assert '<script src="assets/frame.js">' in (tmp_path / "site" / "index.html").read_text("utf-8")
    assert (tmp_path / "site" / "assets" / "frame.js").is_file()
