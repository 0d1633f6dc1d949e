"""What the tests themselves rely on: a site is built once for all processes, and all are told when that breaks."""

import subprocess
import sys
from pathlib import Path

import pytest

from sites import BUILD_ONCE, ENVIRONMENT, Built

BROKEN = {
    "a fault": ('raise PluginError("the mill is broken")', 1, "the mill is broken"),
    "a traceback": ('raise ZeroDivisionError("the mill is broken")', 1, "ZeroDivisionError: the mill is broken"),
    "an end": ("raise SystemExit(7)", 7, ""),
    "an end in words": ('raise SystemExit("the mill is broken")', 1, ""),
    "an interruption": ("raise KeyboardInterrupt", 1, "Aborted!"),
}
HOOK = """\
from pathlib import Path
from mkdocs.exceptions import PluginError

def on_config(config):
    with Path(__file__).with_name("builds").open("a") as builds:
        builds.write("one\\n")
    {breaks}
"""


def builders(root: Path, number: int) -> "list[subprocess.Popen[str]]":
    """Start so many processes that build the same site at once."""
    command = [sys.executable, str(BUILD_ONCE), str(root / "site"), "build", "--config-file", str(root / "mkdocs.yml")]
    return [
        subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(number)
    ]


@pytest.mark.parametrize(("breaks", "code", "said"), BROKEN.values(), ids=BROKEN)
def test_every_process_is_told_that_the_build_broke(breaks: str, code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Flood\nhooks: [hook.py]\n", "utf-8")
    (tmp_path / "hook.py").write_text(HOOK.format(breaks=breaks), "utf-8")
    ended = [(builder.communicate()[0], builder.returncode) for builder in builders(tmp_path, 3)]
    ended += [(builder.communicate()[0], builder.returncode) for builder in builders(tmp_path, 1)]
    assert (tmp_path / "builds").read_text("utf-8") == "one\n"
    assert {returncode for _, returncode in ended} == {code}
    assert len({output for output, _ in ended}) == 1
    assert said in ended[0][0]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("print('first'); print('last'); raise SystemExit(1)", "the flood site was not built: last"),
        ("print('  '); raise SystemExit(1)", "the flood site was not built: nothing was printed (code 1)"),
        ("raise SystemExit(3)", "the flood site was not built: nothing was printed (code 3)"),
    ],
)
def test_site_that_was_not_built_ends_its_tests_in_one_line(program: str, said: str, tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    built = Built(tmp_path, "https://flood.example.org/", "flood", tmp_path, "", True, process)
    with pytest.raises(pytest.fail.Exception) as failed:
        built.whole()
    assert str(failed.value) == said
