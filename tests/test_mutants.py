"""The judgement on mutants, and the source of which they are made; mutmut itself is run by ``make mutants`` alone."""

import json
from pathlib import Path

import pytest

from mutants import ACCEPTED, remove_copies
from mutants_groups import ENGINE, GROUPS, chosen
from mutants_judged import Accepted, Mutant, accepted, judged, mutants, table
from mutants_source import without_decorators

TESTS = Path(__file__).parent
MODULES = {module for group in GROUPS for module in group.modules}


def test_modules_and_tests_are_there() -> None:
    assert [module for module in MODULES if not (ENGINE / module).is_file()] == []
    tests = {name.partition("::")[0] for group in GROUPS for name in (*chosen(group), *group.left_out)}
    assert [name for name in tests if not (TESTS / name).is_file()] == []
    rules = [file for file in (ENGINE / "rules").rglob("*.py") if "\ndef " in file.read_text("utf-8")]
    assert {file.relative_to(ENGINE).as_posix() for file in rules} <= MODULES


def test_each_mutant_that_is_accepted_has_a_reason_and_a_line_that_is_there() -> None:
    for entry in accepted(ACCEPTED.read_text("utf-8")):
        assert entry.module in MODULES
        assert len(entry.reason.split()) > 3, entry
        source = " ".join((ENGINE / entry.module).read_text("utf-8").split())
        assert " ".join(entry.before.split()) in source, entry


SOURCE = """\
class Flood:
    @property
    def depth(self):
        return 3

    @classmethod
    def made(cls):
        return cls()


@coded("a")
@cache
def height(
    flood,
):
    return flood.depth


TALL = height(Flood())
"""


def test_decorators_are_turned_into_calls() -> None:
    plain = without_decorators(SOURCE)
    assert "@property" not in plain
    assert "    depth = (property)(depth)\n" in plain
    assert "    @classmethod\n" in plain
    assert "height = (cache)(height)\nheight = (coded('a'))(height)\n\n\nTALL" in plain
    known = {"cache": lambda function: lambda flood: 2 * function(flood), "coded": lambda _: lambda function: function}
    for source in (SOURCE, plain):
        names = dict(known)
        exec(source, names)
        assert names["TALL"] == 6


MUTATED = """\
def x_rose__mutmut_orig(height):
    if height > 3:
        return True

def x_rose__mutmut_1(height):
    if height >= 3:
        return True

def x_rose__mutmut_2(height):
    if height > 3:
        return False

def x_rose__mutmut_3(height=1):
    if height > 3:
        return True

def x_ebbed__mutmut_orig(height):
    rose(3)
    rose(3)

def x_ebbed__mutmut_1(height):
    rose(4)
    rose(3)

def x_ebbed__mutmut_2(height):
    rose(3)
    rose(4)

class Flood:
    def xǁFloodǁfell__mutmut_orig(self):
        return min(
            self.height,
            4)
    def xǁFloodǁfell__mutmut_1(self):
        return min(
            None,
            4)
"""


def test_results_of_mutmut_are_read(tmp_path: Path) -> None:
    file = tmp_path / "mutants/src/sourcebook/words/flood.py"
    file.parent.mkdir(parents=True)
    file.write_text(MUTATED, "utf-8")
    spans = {"x_rose__mutmut_orig": [1, 3], "x_rose__mutmut_1": [5, 7], "x_rose__mutmut_2": [9, 11],
             "x_rose__mutmut_3": [13, 15],
             "x_ebbed__mutmut_orig": [17, 19], "x_ebbed__mutmut_1": [21, 23], "x_ebbed__mutmut_2": [25, 27],
             "xǁFloodǁfell__mutmut_orig": [30, 33], "xǁFloodǁfell__mutmut_1": [34, 37]}  # fmt: skip
    file.with_name("flood.py.spans").write_text(json.dumps({"version": 1, "spans": spans}), "utf-8")
    codes = {"x_rose__mutmut_1": 0, "x_rose__mutmut_2": 1, "x_rose__mutmut_3": None,
             "x_ebbed__mutmut_1": 1, "x_ebbed__mutmut_2": 0, "xǁFloodǁfell__mutmut_1": 33}  # fmt: skip
    kept = {"exit_code_by_key": {f"sourcebook.words.flood.{name}": code for name, code in codes.items()}}
    file.with_name("flood.py.meta").write_text(json.dumps(kept), "utf-8")
    assert list(mutants(tmp_path, "words/flood.py")) == [
        Mutant("words/flood.py", "rose", "if height > 3:", "if height >= 3:", noticed=False),
        Mutant("words/flood.py", "rose", "return True", "return False", noticed=True),
        Mutant("words/flood.py", "rose", "def rose(height):", "def rose(height=1):", noticed=None),
        Mutant("words/flood.py", "ebbed", "rose(3)", "rose(4)", noticed=True),
        Mutant("words/flood.py", "ebbed", "rose(3)", "rose(4)", noticed=False, twin=2),
        Mutant("words/flood.py", "Flood.fell", "self.height,", "None,", noticed=None),
    ]


def mutant(after: str, noticed: bool | None, twin: int = 1) -> Mutant:
    return Mutant("words/flood.py", "rose", "height > 3", after, noticed, twin)


def entry(after: str, reason: str, twin: int = 1) -> Accepted:
    return Accepted("words/flood.py", "rose", "height > 3", after, reason, twin)


NOTICED = [mutant("height < 3", True)] * 19
LEFT = mutant("height >= 3", False)
EQUAL = entry("height >= 3", "equivalent: no height is 3")
SAID = "words/flood.py, rose\n  - height > 3\n  + height >= 3"
TWIN = SAID.replace("rose", "rose, twin 2")


@pytest.mark.parametrize(
    ("found", "listed", "share", "faults"),
    [
        (NOTICED, [], 100, []),
        ([*NOTICED, LEFT], [], 95, [f"no test notices: {SAID}"]),
        ([*NOTICED, mutant("height >= 3", None)], [], 95, [f"no test runs: {SAID}"]),
        ([*NOTICED, LEFT], [EQUAL], 100, []),
        ([*NOTICED, LEFT], [entry("height >= 3", "a test would take an hour")], 95, []),
        ([*NOTICED, LEFT, mutant("height >= 3", False, 2)], [EQUAL], 95, [f"no test notices: {TWIN}"]),
        (
            [*NOTICED, LEFT],
            [entry("height >= 3", "equivalent: no height is 3", 2)],
            95,
            [f"no test notices: {SAID}", f"listed, but no such mutant is left: {TWIN}"],
        ),
        ([], [], 100, ["words/flood.py: was not tested"]),
        (NOTICED, [EQUAL], 100, [f"listed, but no such mutant is left: {SAID}"]),
        (
            [*NOTICED[1:], LEFT],
            [entry("height >= 3", "a test would take an hour")],
            100 * 18 / 19,
            ["words/flood.py: at least 95 % must be noticed: 94.7 %"],
        ),
    ],
)
def test_what_no_test_notices_must_be_listed(
    found: list[Mutant], listed: list[Accepted], share: float, faults: list[str]
) -> None:
    row = judged("words/flood.py", 95, found, listed)
    assert (row.share, list(row.faults)) == (pytest.approx(share), faults)
    assert table([row]).splitlines()[1].split()[:3] == ["words/flood.py", str(len(found)), str(row.noticed)]


def test_list_names_modules_functions_and_lines() -> None:
    text = """
words/flood.py:
- {function: rose, before: height > 3, after: height >= 3, reason: "equivalent: no height is 3"}
"""
    assert accepted(text) == [EQUAL]
    assert accepted(text.replace("height >= 3,", "[height >= 3, height < 4],"))[1].after == "height < 4"
    assert accepted(text.replace("reason:", "twin: 2, reason:")) == [entry("height >= 3", EQUAL.reason, 2)]
    assert accepted("") == []


def test_of_copies_only_mutants_are_left_for_another_run(tmp_path: Path) -> None:
    mutants = ["rules/flood.py", "rules/flood.py.meta", "rules/flood.py.spans"]
    for name in (*mutants, "rules/gone.py", "rules/gone.py.meta", "templates/page.html"):
        file = tmp_path / "mutants/src/sourcebook" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (tmp_path / "src/sourcebook/rules").mkdir(parents=True)
    remove_copies(tmp_path, ["rules/flood.py"])
    copies = tmp_path / "mutants/src/sourcebook"
    assert sorted(str(file.relative_to(copies)) for file in copies.rglob("*.*")) == mutants
    assert not (tmp_path / "src").exists()
