"""The command as a shell runs it: terminals without letters, readers that go away, streams closed and full."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from sites import PROJECT
from sourcebook import __version__
from sourcebook.__main__ import commands, main
from sourcebook.editing.draft import addable_kinds
from sourcebook.records.kinds import CATALOGUE
from support import Copy


def start(root: Path, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
    """Start the command of its own process, with both streams piped."""
    return subprocess.Popen(
        [sys.executable, "-m", "sourcebook", "--root", str(root), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT / "hooks"), "PYTHONUTF8": "0", **environment},
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_letters_that_a_terminal_lacks_are_written_as_escapes(encoding: str, tiny: Copy) -> None:
    tiny.edit("data/people.yml", "- id: walter-harrow", "- id: Вальтер")
    process = start(tiny.root, "check", PYTHONIOENCODING=encoding)
    out, err = process.communicate()
    assert process.returncode == 1
    assert b"\\u0412\\u0430" in out
    assert err == b""


def test_reader_may_go_away(tiny: Copy) -> None:
    # More than a pipe holds, so that the command is still writing when nobody reads any more.
    for page in range(60):
        tiny.write(f"docs/page-{page}.md", "".join(f"line {number}\n" for number in range(4000)))
    process = start(tiny.root, "check")
    assert process.stdout
    assert process.stderr
    assert process.stdout.read(5) == b"docs/"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def typed(root: Path, line: str) -> "subprocess.CompletedProcess[str]":
    """Run what is typed into a shell in this folder; ``$S`` is the command."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks"), "S": f"{sys.executable} -m sourcebook"}
    return subprocess.run(
        ["sh", "-c", line], cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


FULL = "output must be writable: No space left on device\n"
HYPHENS = "sourcebook: error: '--' must stand once, in front of what begins with a hyphen; it is no value\n"
NEEDED = "needed (standard input is no terminal, so nothing can be asked)\n"
FOLDER = "folder must be empty or not exist\n"
PIPE = "file must be a file: a pipe or a device (put an ordinary file in its place)\n"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("$S new source T <&-", 2, NEEDED),
        ("$S check <&- >&- 2>&-", 0, ""),
        ("$S check > /dev/full", 2, FULL),
        ("$S check > /dev/full 2> /dev/full", 2, ""),
        ("$S check >&-", 0, ""),
        ("$S check 2>&-", 0, ""),
        ("$S --help > /dev/full", 2, FULL),
        ("PYTHONUNBUFFERED=1 $S --help > /dev/full", 2, FULL),
        ("PYTHONUNBUFFERED=1 $S --version > /dev/full", 2, FULL),
        ("PYTHONUNBUFFERED=1 $S check --help > /dev/full", 2, FULL),
        ("PYTHONUNBUFFERED=1 $S no-such-command 2> /dev/full", 2, ""),
        ("PYTHONUNBUFFERED=1 $S --help >&-", 0, ""),
        ("$S find bridge > /dev/full", 2, FULL),
        ("$S find no-such-word 2> /dev/full", 1, ""),
        ("$S rename bridge-lost bridge-gone > /dev/full", 2, FULL),
        ("$S find bridge=-- > /dev/null", 0, ""),
        ("$S find -- --x=--", 1, ""),
        ("$S new person 'Ada Vale' --alias y=-- --role 'a baker | bridge-lost' > /dev/null", 0, ""),
        ("mkdir out; cd out; $S --root .. export . > /dev/null", 0, ""),
    ],
)  # fmt: skip
def test_no_surroundings_lead_to_a_traceback(line: str, code: int, said: str, tiny: Copy) -> None:
    done = typed(tiny.root, line)
    assert (done.returncode, done.stderr[-len(said) :] if said else done.stderr) == (code, said)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("rename bridge-lost -- --", HYPHENS),
        ("new source T --id=--", HYPHENS),
        ("export loop", f"loop: {FOLDER}"),
        ("export loop/out", f"loop/out: {FOLDER}"),
        ("register lind-1902 pipe", f"pipe:1:1: {PIPE}"),
        ("register lind-1902 /dev/zero", f"/dev/zero:1:1: {PIPE}"),
        ("register lind-1902 big", "big:1:1: file must be at most 10 MB: 10.0 MB\n"),
        ("register ../../evil big",
         "source must be an id in kebab-case: '../../evil' (did you mean 'evil'? not allowed here: '.')\n"),
    ],
)  # fmt: skip
def test_odd_arguments_are_refused(
    arguments: str, said: str, tiny: Copy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tiny.root)
    Path("loop").symlink_to("loop")
    os.mkfifo("pipe")
    tiny.write("big", b"x" * 10_000_001)
    try:
        code = main(arguments.split())
    except SystemExit as end:  # from the reader of the command line
        code = int(str(end.code))
    assert code == 2
    assert capsys.readouterr().err.endswith(said)


def test_a_source_with_a_wrong_id_leads_nowhere(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny.root)
    tiny.write("data/sources/x.yml", (tiny.root / "data/sources/lind-1902.yml").read_bytes())
    tiny.edit("data/sources/x.yml", "id: lind-1902", "id: ../../evil")
    tiny.write("text.txt", "It rained and rained for eleven long days.")
    assert main(["register", "--force", "../../evil", "text.txt"]) == 2
    assert not (tiny.root / "evil.yml").exists()
    assert not list(tiny.root.rglob("evil*"))


@pytest.mark.parametrize(
    "command",
    ["check", "diff HEAD", "explain x", "export out", "find x", "ids", "ids --write", "new source T", "register x y",
     "rename x y", "schema"],
)  # fmt: skip
def test_a_folder_without_data(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(command.split()) == 2
    hint = "run this in the folder that has it, or name that folder with --root"
    assert capsys.readouterr() == ("", f"data: folder must exist: no data here ({hint})\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "diff HEAD", "explain x", "export out", "find x", "ids", "ids --write"])
def test_a_folder_whose_data_are_empty(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/sources").mkdir(parents=True)
    (tmp_path / "data/.gitkeep").touch()
    assert main(command.split()) == 2
    hint = "run this in the folder that has it, or name that folder with --root"
    assert capsys.readouterr() == ("", f"data: folder must have files: no data here ({hint})\n")
    assert main(["new", "claim"]) == 2
    assert "write one first" in capsys.readouterr().err


@pytest.mark.parametrize(("defaults", "code"), [({}, 2), ({"needs_data": True}, 2), ({"needs_data": False}, 0)])
def test_a_command_says_itself_whether_it_needs_data(
    defaults: dict[str, bool], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ModuleType("begin")
    command.add = lambda parsers, _: parsers.add_parser("begin").set_defaults(run=lambda _: 0, **defaults)  # type: ignore[attr-defined]
    monkeypatch.setattr("sourcebook.__main__.commands", lambda _: (command,))
    (tmp_path / "data").mkdir()
    assert main(["--root", str(tmp_path), "begin"]) == code


def test_help_of_every_command_has_no_names_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [kind.name.replace(" ", "-") for kind in addable_kinds(CATALOGUE)]
    names = [command.__name__.rpartition(".")[2] for command in commands()]
    for words in ([], *([name] for name in names), *(["new", kind] for kind in kinds)):
        with pytest.raises(SystemExit) as end:
            main([*words, "--help"])
        assert end.value.code == 0
        said = capsys.readouterr().out
        assert re.findall(r"[A-Z]+_\w+|None|<|\[\'|\ba [aeio]\w+", said) == [], words


def test_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"sourcebook {__version__}\n"
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["hatch"]["version"] == {"path": "hooks/sourcebook/__init__.py"}
