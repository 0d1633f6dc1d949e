"""The banner: it names what is to be mended, says it in full, and cannot be led astray by what editors wrote."""

from sourcebook.files.problems import Problem
from sourcebook.serving.banner import CURRENT, MOST_SHOWN, STALE, Notice, empty_page, with_banner

FAULT = Problem("data/people.yml", 3, 7, "entry 'x<y': name must be text", 'write "it" & save')


def test_names_file_line_column_and_hint() -> None:
    banner = Notice(STALE, [FAULT]).banner()
    assert "<strong>1 problem.</strong> This is the last good site." in banner
    assert "<code>data/people.yml:3:7</code> entry &#x27;x&lt;y&#x27;: name must be text" in banner
    assert "<i>write &quot;it&quot; &amp; save</i>" in banner
    assert 'role="alert"' in banner


def test_words_without_a_place_are_shown_as_well() -> None:
    assert "<li>a &lt;b&gt;</li>" in Notice(CURRENT, ["a <b>"]).banner()


def test_no_problem_needs_no_banner() -> None:
    assert Notice(CURRENT).banner() == ""


def test_shows_a_screenful_and_counts_the_rest() -> None:
    many = [Problem("data/people.yml", line, 1, "must be mended") for line in range(1, MOST_SHOWN + 6)]
    banner = Notice(STALE, many).banner()
    assert banner.count("<li>") == MOST_SHOWN
    assert f"<strong>{MOST_SHOWN + 5} problems.</strong>" in banner
    assert "And 5 more; the terminal lists all." in banner
    assert "more;" not in Notice(STALE, many[:MOST_SHOWN]).banner()


def test_the_terminal_lists_all() -> None:
    many = [Problem("data/people.yml", line, 1, "must be mended") for line in range(1, MOST_SHOWN + 6)]
    assert len(str(Notice(STALE, many)).splitlines()) == MOST_SHOWN + 5 + 2


def test_is_first_in_the_body() -> None:
    assert with_banner(b"<html><body class='a'>x</body>", "é") == "<html><body class='a'>éx</body>".encode()
    assert with_banner(b"bare", "!") == b"!bare"


def test_the_empty_page_escapes_its_title() -> None:
    assert "<title>a &lt;b&gt;</title>" in empty_page("a <b>")
