"""The command line: what it writes, and how it refuses without a traceback. ``check`` is in test_messages.py."""

import pytest

from sourcebook.__main__ import main
from support import TINY, Copy

ANNALS = TINY / "texts-in" / "aldermere-annals.txt"
REGISTERED = "data/texts/aldermere-annals.yml"


def run(tiny: Copy, *arguments: object) -> int:
    return main(["--root", str(tiny.root), *map(str, arguments)])


def test_register_writes_what_the_tiny_reference_holds(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny.root / REGISTERED).unlink()
    about = ("--extent", "complete", "--version", "original", "--copied", "faithful")
    assert run(tiny, "register", "aldermere-annals", ANNALS, *about) == 0
    assert (tiny.root / REGISTERED).read_bytes() == (TINY / REGISTERED).read_bytes()
    assert capsys.readouterr().out.startswith(
        "headings before the first sentence, set aside: 1 (Of the great water)\n"
        "4 sentences, 60 words\n   s1     25  In the year of the great water it …\n"
    )


@pytest.mark.parametrize(
    ("source", "content", "message"),
    [
        ("unknown", b"Some words.", "source must be a known source: 'unknown' (add a file sources/ID.yml first)\n"),
        ("lind-1902", b"* * *", "text.txt: text must contain words\n"),
        ("lind-1902", b"caf\xe9", "text.txt:1:4: file must be UTF-8 text: byte 0xE9, which is 'é' in Windows-1252"),
        ("lind-1902", None, "text.txt:1:1: file must be readable: No such file or directory"),
    ],
)
def test_register_refuses(
    source: str, content: bytes | None, message: str, tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        tiny.write("text.txt", content)
    assert run(tiny, "register", source, tiny.root / "text.txt") == 2
    assert message in capsys.readouterr().err
    assert sorted(file.name for file in (tiny.root / "data/texts").iterdir()) == [
        "aldermere-annals.yml",
        "lind-1902.yml",
    ]


def test_export_writes_pages_without_markers_and_kinds(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    target = tiny.root / "out"
    assert run(tiny, "export", target) == 0
    written = [file for file in target.rglob("*") if file.is_file()]
    assert capsys.readouterr().out == f"{len(written)} files written to {target}\n"
    for file in written:
        text = file.read_text("utf-8")
        assert "<!-- sourcebook:" not in text
        assert "](person:" not in text
    assert "(chapters/flood.md#bridge-lost)" in (target / "index.md").read_text("utf-8")


@pytest.mark.parametrize("target", ["hand", "hand/index.md"])
def test_export_overwrites_nothing(target: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.write("hand/index.md", "mine")
    assert run(tiny, "export", tiny.root / target) == 2
    assert (tiny.root / "hand/index.md").read_text("utf-8") == "mine"
    assert capsys.readouterr().err == f"{tiny.root / target}: folder must be empty or not exist\n"


def test_export_of_broken_data_writes_nothing(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/card.yml", "  - bridge-lost", "  - bridge-lots")
    assert run(tiny, "export", tiny.root / "out") == 1
    assert capsys.readouterr().err.endswith("\n1 problem\n")
    assert not (tiny.root / "out").exists()
