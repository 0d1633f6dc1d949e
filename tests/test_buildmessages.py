"""What stops a build is said with its place, whoever found it."""

import logging
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
import yaml

from sourcebook.files.problems import Problem
from sourcebook.serving.buildmessages import ProblemsFound, WarningCollector, messages_about, with_its_place


def caught(action: Callable[[], None]) -> BaseException:
    """Return what calling ``action`` raises."""
    try:
        action()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_a_dead_link_of_a_hand_written_page_has_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nSee [b](b.md#c).\n", "utf-8")
    for kind in ("a link", "an absolute link", "an unrecognized relative link", "a link to"):
        entry = with_its_place(f"Doc file 'a.md' contains {kind} 'b.md#c', but so.", tmp_path)
        assert entry == Problem(f"{tmp_path.name}/a.md", 3, 9, f"page contains {kind} 'b.md#c', but so.")
        assert isinstance(entry, Problem)
        assert entry.code == "links-lead-to-pages"


@pytest.mark.parametrize(
    "message",
    [
        "Doc file 'a.md' contains a link 'other.md', but so.",  # not written like that in the page
        "Doc file 'generated.md' contains a link 'b.md', but so.",
        "A reference to 'b.md' is included in the 'nav' configuration.",
    ],
)
def test_other_messages_are_left_as_they_are(tmp_path: Path, message: str) -> None:
    (tmp_path / "a.md").write_text("[b](b.md)", "utf-8")
    assert with_its_place(message, tmp_path) == message


def test_links_of_which_a_program_warned_are_known() -> None:
    collector = WarningCollector("play", "play.own")
    try:
        build = logging.getLogger("play.build")
        build.warning("Doc file 'a.md' contains a link 'b.md#c', but the doc 'b.md' does not contain an anchor '#c'.")
        build.warning("A reference to 'x.md' is included in the 'nav' configuration, which is not found in the files.")
        build.warning("An absolute path to '/y' is included in the 'nav' configuration, which presumably points out.")
        build.warning("The config value 'z' is odd")
        build.info("Doc file 'a.md' contains a link 'd.md', but it is not found")
        logging.getLogger("play.own").warning("Doc file 'a.md' contains a link 'e.md', but so")
        problem = Problem("docs/a.md", 1, 2, "must be so")
        collector.add(problem)
        assert collector.links() == {("a.md", "b.md#c"), ("", "x.md"), ("", "/y")}
        assert collector.messages()[-1] is problem
        collector.clear()
        assert collector.links() == set()
    finally:
        collector.close()


def test_faults_are_found_below_the_error_that_hides_them() -> None:
    def stop() -> None:
        try:
            raise ProblemsFound([Problem("data/x.yml", 1, 2, "must be so")])
        except ProblemsFound:
            raise RuntimeError("stopped")  # noqa: B904 (as MkDocs does it)

    assert messages_about(caught(stop)) == [Problem("data/x.yml", 1, 2, "must be so")]


@pytest.mark.parametrize(("text", "line"), [("one\n{% if %}\n", 2), ("\n\n{{ a.b }}\n", 3)])
def test_a_template_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "x.md.j2").write_text(text, "utf-8")
    made = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), undefined=jinja2.StrictUndefined)

    def render() -> None:
        made.get_template("x.md.j2").render()

    def run_blocks() -> None:
        template = made.get_template("x.md.j2")
        "".join(template.root_render_func(template.new_context({})))

    for way in (render, run_blocks):
        (entry,) = messages_about(caught(way))
        assert isinstance(entry, Problem)
        assert entry.code == "templates-can-be-filled"
        assert (entry.path, entry.line) == (str(tmp_path / "x.md.j2"), line)


def test_settings_are_named_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("a: 1\nb: c: d\n", "utf-8")

    def read() -> None:
        with file.open() as stream:
            yaml.safe_load(stream)

    (entry,) = messages_about(caught(read))
    assert isinstance(entry, Problem)
    assert entry.code == "not-yaml"
    assert (entry.path, entry.line, entry.column) == (str(file), 2, 5)


def test_other_errors_are_not_explained() -> None:
    assert messages_about(ValueError("x")) == []


def test_warnings_are_collected_but_not_those_of_the_server(tmp_path: Path) -> None:
    collector = WarningCollector("program", "program.server")
    collector.docs = tmp_path
    logging.getLogger("program.build").warning("a %s", "link")
    logging.getLogger("program.build").warning("a link")
    logging.getLogger("program.build").info("no matter")
    logging.getLogger("program.server").warning("404")
    assert collector.messages() == ["a link"]
    collector.close()
    logging.getLogger("program.build").warning("too late")
    assert collector.messages() == ["a link"]
