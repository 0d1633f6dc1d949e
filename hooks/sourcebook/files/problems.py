"""What is wrong with the data, said so that an editor can mend it."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from functools import wraps
from typing import ParamSpec

from sourcebook.words.counting import count

P = ParamSpec("P")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it stands (``line`` and ``column`` count from 1) and what must be true instead.

    ``message`` reads "RECORD: FIELD must …: ACTUAL VALUE"; ``hint`` says how to mend it and may be empty.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    code: str = field(default="", compare=False)
    """The name of the rule or of the mistake, for programs: ``references-exist``. Texts for editors do without."""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        # An id that a mistake spreads over lines must not spread the message.
        return f"{self.path}:{self.line}:{self.column}: {self.message}{hint}".replace("\n", "\\n")


def stamped(problems: Iterable[Problem], code: str) -> Iterator[Problem]:
    """Yield the problems, those without a code with this one."""
    return (problem if problem.code else replace(problem, code=code) for problem in problems)


def coded(code: str) -> Callable[[Callable[P, Iterator[Problem]]], Callable[P, Iterator[Problem]]]:
    """Return a decorator which gives a code to every problem that a check yields."""

    def decorator(check: Callable[P, Iterator[Problem]]) -> Callable[P, Iterator[Problem]]:
        @wraps(check)
        def checked(*args: P.args, **options: P.kwargs) -> Iterator[Problem]:
            return stamped(check(*args, **options), code)

        checked.__dict__["code"] = code
        return checked

    return decorator


TOO_MANY = "too-many-problems"
"""The code of what is said where a list of problems is cut off."""


def limited(problems: Iterable[Problem], most: int) -> Iterator[Problem]:
    """Yield problems up to a limit, and say if there are more: what is wrong so often is mostly so for one reason."""
    for number, problem in enumerate(problems):
        if number == most:
            message = f"problems of this kind must be fewer to show them all: more than {most}"
            yield Problem(problem.path, problem.line, problem.column, message, "mend those above first", TOO_MANY)
            return
        yield problem


LONGEST_MESSAGE = 400


def shortened(text: str) -> str:
    """Return a message or hint of bearable length: what an editor wrote may fill pages."""
    return text if len(text) <= LONGEST_MESSAGE else f"{text[: LONGEST_MESSAGE - 100]} … {text[-90:]}"


STYLES = ("text", "github", "json")


def format_problems(problems: Iterable[Problem], style: str = "text") -> str:
    """Return all problems, sorted and each once, as ``text``, ``github`` annotations or ``json``.

    Text ends with a count; no problems give an empty string (``[]`` for JSON). The GitHub form follows the
    workflow-command syntax of GitHub Actions, with its percent escapes.
    """
    found = sorted(set(problems))
    if style == "json":
        return json.dumps([asdict(problem) for problem in found], ensure_ascii=False, indent=2)
    if not found:
        return ""
    if style == "github":
        return "\n".join(_annotation(problem) for problem in found)
    return "\n".join([*map(str, found), count(len(found), "problem")])


def _annotation(problem: Problem) -> str:
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    place = f"file={_escape(problem.path)},line={problem.line},col={problem.column}"
    place += f",title={_escape(problem.code)}" if problem.code else ""
    return f"::error {place}::{text.translate(_COMMAND_ESCAPES)}"


_COMMAND_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY_ESCAPES = _COMMAND_ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})


def _escape(text: str) -> str:
    return text.translate(_PROPERTY_ESCAPES)
