"""What stops or troubles a build, said for editors: from errors, and from what MkDocs writes into its log."""

import logging
import re
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from sourcebook.files.encoding import place, read_text
from sourcebook.files.problems import Problem, format_problems

BuildMessage = Problem | str
"""A problem, or the words of one that has no place in a file."""

_NAVIGATION = re.compile(
    r"An? (?:reference|absolute path|relative path) to '(?P<link>[^']+)' is included in the 'nav' configuration"
)
_LINK = re.compile(r"Doc file '(?P<page>[^']+)' contains an?\b[^']* link (?:to )?'(?P<link>[^']*)'")


class ProblemsFound(Exception):
    """What was edited cannot be shown; ``problems`` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"the data have problems:\n{format_problems(problems)}")
        self.problems = problems


class WarningCollector(logging.Handler):
    """Keeps what a program warns of while it builds. What its server says of requests is no concern of editors."""

    def __init__(self, program: str, *ignored: str) -> None:
        """Begin to listen to the logger ``program`` and those below it, but not those ``ignored``."""
        super().__init__(logging.WARNING)
        self._logger = logging.getLogger(program)
        self._ignored = ignored
        self._heard: list[BuildMessage] = []
        self.docs = Path("docs")
        """Where hand-written pages stand, so that a message about one can be given its line."""
        self._logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        if not record.name.startswith(self._ignored):
            self._heard.append(record.getMessage().strip())

    def add(self, problem: Problem) -> None:
        """Keep a problem that whoever is ignored has found."""
        self._heard.append(problem)

    def messages(self) -> list[BuildMessage]:
        """Return what was warned of, each thing once."""
        heard = dict.fromkeys(self._heard)
        return [with_its_place(message, self.docs) if isinstance(message, str) else message for message in heard]

    def links(self) -> set[tuple[str, str]]:
        """Return the links that were said to lead nowhere, each with its page, which is empty for the navigation."""
        told = [message for message in self._heard if isinstance(message, str)]
        of_pages = {(match["page"], match["link"]) for match in map(_LINK.match, told) if match}
        return of_pages | {("", match["link"]) for match in map(_NAVIGATION.match, told) if match}

    def clear(self) -> None:
        """Forget it all: another build begins."""
        self._heard.clear()

    def close(self) -> None:
        """Listen no longer."""
        self._logger.removeHandler(self)
        super().close()


def with_its_place(message: str, docs: Path) -> BuildMessage:
    """Return what MkDocs says of a link with the place of the link, where a hand-written page below ``docs`` has it."""
    match = _LINK.match(message)
    if match is None:
        return message
    text = read_text(docs / match["page"], match["page"])[0]
    begin = text.find(f"]({match['link']}")
    if begin < 0:
        return message
    words = f"page {message[message.index('contains') :]}"
    return Problem(f"{docs.name}/{match['page']}", *place(text, begin + len("](")), words, code="links-lead-to-pages")


def messages_about(error: BaseException | None) -> list[BuildMessage]:
    """Return what an error says for editors: faults of data, the line of a template or of settings; else nothing."""
    while error is not None:
        if isinstance(error, ProblemsFound):
            return list(error.problems)
        if mark := getattr(error, "problem_mark", None):
            words = f"settings must be YAML that can be read: {getattr(error, 'problem', None) or error}"
            return [Problem(path_from_here(Path(mark.name)), mark.line + 1, mark.column + 1, words, code="not-yaml")]
        for line, file in _places(error):
            if file.endswith((".j2", ".html")):
                words = f"template must be one that can be filled: {error}"
                return [Problem(path_from_here(Path(file)), line, 1, words, code="templates-can-be-filled")]
        error = error.__cause__ or error.__context__
    return []


def _places(error: BaseException) -> Iterator[tuple[int, str]]:
    """Yield line and file that an error names, the innermost first."""
    yield int(getattr(error, "lineno", None) or 1), str(getattr(error, "filename", ""))
    for frame, line in reversed([*traceback.walk_tb(error.__traceback__)]):
        # Templates run as Python, and only they know which of their lines each line of it was.
        template = frame.f_globals.get("__jinja_template__")
        yield template.get_corresponding_lineno(line) if template else line, frame.f_code.co_filename


def path_from_here(file: Path) -> str:
    """Return the path as seen from the folder where the program was started."""
    here = Path.cwd()
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else str(file)
