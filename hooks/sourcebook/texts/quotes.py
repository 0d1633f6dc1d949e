"""What a quotation says of the words of a text: which stand together, which are left out, which are the editor's."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from sourcebook.texts.folding import is_undivided

MOST_REPLACED = 5
"""Words of the text in whose place words in brackets may stand."""
MOST_BRACKETS = 3
"""Brackets of which each is looked at by itself."""

_ELLIPSIS = re.compile(r"[\[(\u3014\uff3b]?\s*(?:[…⋯]|\.(?:\s?\.){2,})\s*[\])\u3015\uff3d]?")
_BRACKETS = re.compile(r"[\[\uff3b\u3014]([^\[\]\uff3b\uff3d\u3014\u3015]*)[\]\uff3d\u3015]")
_SIC = re.compile(r"\s*sic\b[\s!?.]*", re.IGNORECASE)
_Use = Literal["kept", "left out", "replaced"]
_USES: tuple[_Use, ...] = ("kept", "left out", "replaced")
_DENIALS = (
    "not no never none nor neither nobody nothing nowhere cannot cant dont doesnt didnt isnt arent wasnt werent wont"
    " wouldnt couldnt shouldnt hasnt havent hadnt mustnt neednt mightnt"
    " не ни нет никогда никто никого нельзя ничто ничего нигде ні немає ніколи"
    " nicht kein keine keinen keinem keiner keines nie niemals nichts niemand"
    " pas jamais rien aucun aucune nest non mai nessuno niente nunca jamás ninguno nada não nenhum nu niciodată"
    " nigdy nikt nic brak ne nikdy nikdo nem sem soha senki semmi nikad niko ništa няма никой нищо"
    " 不 没 沒 未 勿"
)
DENIALS = frozenset(_DENIALS.split())
"""Words that deny, in the languages of Europe and in Chinese, as quotations are compared."""
_AUXILIARIES = (
    "do does did will would can could shall should may might must is are was were has have had be been it he she they"
    " we i you who which that and but"
)
_FILLERS = "be been have had to yet really only even at all so a an the in by"
_CHINESE = ("没有", "沒有", "不能", "不会", "不是", "不要", "不得", "不应", "不可", "不曾", "未能", "未曾")
DENIALS_AFTER = (
    *((one,) for one in DENIALS),
    *((word, one) for word in _AUXILIARIES.split() for one in ("not", "never")),
)
"""How what is left out after a quoted word may begin if it denies: *they … did not*."""
DENIALS_BEFORE = (
    *((one,) for one in DENIALS),
    *((one, word) for word in _FILLERS.split() for one in ("not", "never")),
    *map(tuple, _CHINESE),
)
"""How what is left out before a quoted word may end if it denies: *not have … been*."""
_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands"
    " million millions billion billions half dozen twice thrice"
    " один одна одно два две три четыре пять шесть семь восемь девять десять сто двести тысяча тысячи тысяч миллион"
    " миллиона миллионов"
    " ein eine zwei drei vier fünf sechs sieben acht neun zehn hundert tausend"
    " deux trois quatre cinq six sept huit neuf dix cent mille"
    " \u3007 零 一 二 三 四 五 六 七 八 九 十 百 千 万 萬 亿 億 两 兩 半"
)
_NUMBERS = frozenset(_NUMBER_WORDS.split())


@dataclass(frozen=True, slots=True)
class QuotationReading:
    """Words that stand together, fragment by fragment, and how many words may be left out before each of them.

    The first gap is 0; None means as many as an ellipsis may leave out.
    """

    fragments: tuple[tuple[str, ...], ...]
    gaps: tuple[int | None, ...]


IntoWords = Callable[[str], list[str]]


def readings(quote: str, words: IntoWords) -> Iterator[QuotationReading]:
    """Yield how a quotation may be meant, the plainest reading first; ``words`` parts a text into words.

    Words in brackets may be words of the text; or an editor's addition, as ``[sic]`` is; or stand in the place of a few
    words of the text, as a name does for *he*. Denials and numbers are never taken for an editor's, nor a letter that
    begins a word (``[T]he``): they must stand in the text.
    """
    brackets = list(_BRACKETS.finditer(quote))
    uses = [_uses(found, quote, words) for found in brackets]
    choices: list[tuple[_Use, ...]] = list(product(*uses))
    if sum(len(ways) > 1 for ways in uses) > MOST_BRACKETS:
        choices = [tuple(_nth(ways, number) for ways in uses) for number in range(len(_USES))]
    for choice in choices:
        yield _reading(quote, brackets, choice, words)


def without_brackets(quote: str, words: IntoWords) -> QuotationReading | None:
    """Return the reading in which whatever stands in brackets is left out; None for a quotation without brackets."""
    brackets = list(_BRACKETS.finditer(quote))
    return _reading(quote, brackets, _USES[1:2] * len(brackets), words) if brackets else None


def _uses(brackets: re.Match[str], quote: str, words: IntoWords) -> tuple[_Use, ...]:
    inside, after = words(brackets[1]), quote[brackets.end() :][:1]
    if not inside or _denies(inside) or _counts(inside):
        return _USES[:1]
    if after.isalnum() and not is_undivided(after) and not is_undivided(inside[-1]):
        return _USES[:1]  # what begins a word
    return _USES[:2] if _SIC.fullmatch(brackets[1]) else _USES


def _nth(ways: tuple[_Use, ...], number: int) -> _Use:
    return ways[min(number, len(ways) - 1)]


def _reading(quote: str, brackets: list[re.Match[str]], choice: tuple[_Use, ...], words: IntoWords) -> QuotationReading:
    """Return the reading of a quotation in which the brackets are used so."""
    # Each piece is text with what may be left out before it.
    pieces: list[tuple[int | None, str]] = []
    gap, text, start = 0, "", 0
    for found, use in zip(brackets, choice, strict=True):
        text += quote[start : found.start()] + (found[1] if use == "kept" else "")
        if use == "replaced":
            pieces.append((gap, text))
            gap, text = MOST_REPLACED, ""
        start = found.end()
    pieces.append((gap, text + quote[start:]))
    fragments: list[tuple[str, ...]] = []
    gaps: list[int | None] = []
    wide: int | None = 0
    for limit, piece in pieces:
        for number, part in enumerate(_ELLIPSIS.split(piece)):
            own = None if number else limit
            # What stands between two gaps may be nothing: then they are one.
            wide = None if wide is None or own is None else wide + own
            if fragment := tuple(words(part)):
                fragments.append(fragment)
                gaps.append(wide if gaps else 0)
                wide = 0
    return QuotationReading(tuple(fragments), tuple(gaps))


def _denies(words: Iterable[str]) -> bool:
    """Say whether a denial is among these words."""
    return not DENIALS.isdisjoint(words)


def _counts(words: Iterable[str]) -> bool:
    """Say whether a number is among these words, in digits or letters."""
    return any(word in _NUMBERS or any(letter.isdigit() for letter in word) for word in words)
