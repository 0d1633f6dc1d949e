"""What commands say to a person at a terminal: what is being done, and questions with their answers."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

_CLEAR = "\r\x1b[K"


@contextmanager
def step(words: str) -> Iterator[None]:
    """Show on standard error what is being done, as long as it is done; only where that is a terminal."""
    shown = sys.stderr.isatty()
    if shown:
        print(f"{words} …", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)


def can_ask() -> bool:
    """Say whether somebody is there to answer."""
    return sys.stdin.isatty()


def ask(question: str, check: Callable[[str], list[str]], default: str = "", needed: bool = True) -> str:
    """Ask until the answer is one to which ``check`` has no objections; an empty answer means ``default``.

    Where nothing is ``needed``, an empty answer stands for none and is not checked.
    """
    offer = f" [{default}]" if default else "" if needed else " (or nothing)"
    while True:
        answer = " ".join(input(f"{question}{offer}: ").split()) or default
        if not answer and not needed:
            return ""
        objections = check(answer) if answer else [f"{re.split(r' [(]|[:,]', question)[0].lower()} must not be empty"]
        if not objections:
            return answer
        for objection in objections:
            print(f"  {objection}")


def another(question: str, answers: Sequence[object]) -> str:
    """Return a question for one more answer to those that were given."""
    return f"{question}, another" if answers else question
