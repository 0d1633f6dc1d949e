"""Dates as people write them, turned into EDTF: what is proposed where a date is not in order.

Only proposals are made here, and some of them may be no dates; ``dates`` takes those that are.
"""

import re
from calendar import month_name
from collections.abc import Iterator

from sourcebook.words.suggesting import nearest

LONGEST_DATE = 60
"""A longer text is no date, and is not looked at."""
MISSPELT = 0.8
"""How much of a word must be that of a month for it to be taken for one."""
_GERMAN = ("januar", "februar", "märz maerz", "", "mai", "juni", "juli", "", "sept", "oktober", "", "dezember")
_MONTHS = [(name.lower(), *other.split()) for name, other in zip(month_name[1:], _GERMAN, strict=True)]
_SEASONS = {
    "spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24",
    "frühling": "21", "frühjahr": "21", "sommer": "22", "herbst": "23",
}  # fmt: skip
_DAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_ABOUT = re.compile(r"(?:c|ca|circa|about|around|approx|approximately|roughly|um)\b\.? *(?=\S)|~ *(?=\d)")
_MAYBE = re.compile(r"(?:probably|possibly|perhaps|maybe|presumably|wohl)\b *|\? *(?=\S)")
_VAGUE = re.compile(r"^(?:early|late|mid|middle|beginning|end|(?:first|second) half|anfang|mitte|ende)[ -]+")
_UNTIL = re.compile(r"(?:before|until|till|up to|by|not later than|no later than|bis|vor)\b *|(?:-|\.\.\.?) *(?=\d)")
_SINCE = re.compile(r"(?:after|since|from|not before|seit|nach|ab)\b *")
_ONWARDS = re.compile(r" *(?:on|onwards?|-|\.\.\.?)$")
_RANGE = re.compile(r" *(?:/| to | until | till | through | and | or | und | oder | bis |(?<=\D)-| - |-(?=\D)) *")
_YEARS = re.compile(r"(\d{4}) *[-/] *(\d{4}|\d{2})")
_UNKNOWN = re.compile(r"(?:unknown|undated|no date|n\. ?d\.?|s\. ?d\.?|o\. ?j\.?|null|none|~|-+|\?+|x+)")


def proposals(text: str) -> list[list[str]]:
    """Return what ``text`` may mean in EDTF: first as a point in time, then as a range; nothing of it is checked."""
    if len(text) > LONGEST_DATE:
        return []
    bare, mark = _unmarked(_plain(text))
    points = [point + mark for point in _points(bare)]
    return [list(dict.fromkeys(points)), list(dict.fromkeys(_ranges(bare))) if not mark else []]


def lacks_year(text: str) -> bool:
    """Return whether a text gives day and month, but no year: ``21 November``."""
    plain = _plain(text) if len(text) <= LONGEST_DATE else ""
    return plain != "" and not re.search(r"\d{4}", plain) and any(True for _ in _points(f"{plain} 2000"))


def has_short_year(text: str) -> bool:
    """Return whether a text gives day, month and only two digits of the year: ``21.11.83``."""
    found = re.fullmatch(r"(.+[^\d])(\d\d)", _plain(text)) if len(text) <= LONGEST_DATE else None
    return found is not None and any(True for _ in _points(f"{found[1]}20{found[2]}"))


def says_unknown(text: str) -> bool:
    """Return whether a text says that there is no date: ``unknown``, ``n.d.``."""
    return _UNKNOWN.fullmatch(text.strip().lower()) is not None


def _plain(text: str) -> str:
    """The text with small letters, plain hyphens and single spaces, and without what says nothing."""
    text = text.translate(_DASHES).lower().replace("\u00a0", " ")
    text = re.sub(rf"^{_DAYS}\b[.,]? +", "", text.strip().strip("'\"“”‘’()[]").strip())
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    text = re.sub(r",| of |\bthe\b|\bin the year\b|\b(?:in|on|im|am|den)\b|\ba\.?d\.?$|\bc\.?e\.?$", " ", text)
    return " ".join(text.split())


def _unmarked(text: str) -> tuple[str, str]:
    """A text without the words and marks around it that say how sure it is, and the mark that says so in EDTF."""
    mark = ""
    if found := _ABOUT.match(text):
        text, mark = text[found.end() :], "~"
    elif found := _MAYBE.match(text):
        text, mark = text[found.end() :], "?"
    if found := re.search(r" ?\(?\?\)?$", text):
        if "?" in found[0]:
            mark = {"": "?", "~": "%"}.get(mark, mark)
        text = text[: found.start()]
    return _VAGUE.sub("", text), mark


def _ranges(text: str) -> Iterator[str]:
    if found := _UNTIL.match(text):
        yield from (f"../{point}" for point in _points(text[found.end() :]))
    if found := re.fullmatch(r"(?:between|from|zwischen|von) (.+)", text):
        yield from _two(found[1])
    if found := _SINCE.match(text):
        yield from (f"{point}/.." for point in _points(_ONWARDS.sub("", text[found.end() :])))
    elif found := _ONWARDS.search(text):
        yield from (f"{point}/.." for point in _points(text[: found.start()]))
    yield from _two(text)


def _two(text: str) -> Iterator[str]:
    """Two points in time; each takes from the other what it lacks."""
    if years := _YEARS.fullmatch(text):
        first, last = years[1], years[2]
        yield f"{first}/{first[:2] + last if len(last) == 2 else last}"
        return
    for sign in re.finditer(r"(?<=\d)-(?=\d)", text):
        yield from _joined(text[: sign.start()], text[sign.end() :])
    for sign in _RANGE.finditer(text):
        yield from _joined(text[: sign.start()], text[sign.end() :])


def _joined(one: str, other: str) -> Iterator[str]:
    for last in _points(other):
        for first in (*_points(one), *_points(_completed(one, last, other))):
            yield f"{first}/{last}"
            return
    if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", one):
        # 1783-11-21/22 and 1783-11-21/12-02
        lead = one[: -1 - len(other)] if re.fullmatch(r"\d\d(?:-\d\d)?", other) else ""
        if lead:
            yield f"{one}/{lead}-{other}"
    elif words := re.fullmatch(r"(\D+) (\d{1,2})", one):
        # February 14-25, 1783
        for last in _points(f"{words[1]} {other}"):
            yield from (f"{first}/{last}" for first in _points(f"{one} {last[:4]}"))


def _completed(one: str, last: str, other: str) -> str:
    """The first point with the month and the year of the last: ``14`` of ``14-25 february 1783``."""
    if re.fullmatch(r"\d{1,2}\.?", one):
        return f"{last[:8]}{one.rstrip('.').zfill(2)}" if re.fullmatch(r"\d{4}-\d\d-\d\d", last) else ""
    return f"{one} {last[:4]}" if not re.search(r"\d{4}", one) and re.search(r"\d{4}", other) else ""


def _points(text: str) -> Iterator[str]:
    """One point in time: a day, a month, a season, a year, a decade or a century."""
    text = text.strip()
    if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", text):
        yield text
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        yield "-".join(found.groups())
    if found := re.fullmatch(r"(\d{4})[-./ ]+(\d{1,2})(?:[-./ ]+(\d{1,2}))?\.?", text):
        yield from _numbers(found[1], found[2], found[3])
    if found := re.fullmatch(r"(\d{1,2})([-./]) ?(\d{1,2})\2 ?(\d{4})", text):
        one, sign, other, year = found.groups()
        orders = [(other, one)] if sign == "." else [(one, other), (other, one)]
        yield from (date for month, day in orders for date in _numbers(year, month, day) if int(month) <= 12)
    if found := re.fullmatch(r"(\d{1,2})[-./](\d{4})", text):
        yield from _numbers(found[2], found[1], None)
    if found := re.fullmatch(r"(?:(\d{1,2})\.? ?-?)?([^\W\d_]+)\.?[ '-]*(\d{4})", text):
        yield from _named(found[3], found[2], found[1])
    if (found := re.fullmatch(r"winter (\d{4}) ?[-/] ?(\d{4}|\d\d)", text)) and _follows(found[1], found[2]):
        yield f"{found[1]}-24"
    if found := re.fullmatch(r"([^\W\d_]+)\.? (\d{1,2})\.? (\d{4})", text):
        yield from _named(found[3], found[1], found[2])
    if found := re.fullmatch(r"(\d{4})[ -]+([^\W\d_]+)\.?(?:[ -]+(\d{1,2}))?", text):
        yield from _named(found[1], found[2], found[3])
    if found := re.fullmatch(r"(\d{3})0['’]?(?:s|er)", text):
        yield f"{found[1]}X"
    if found := re.fullmatch(r"(\d{1,2})\.? (?:century|jahrhundert)", text):
        yield f"{int(found[1]) - 1:02}XX"
    if found := re.fullmatch(r"(\d{1,4}) ?b\.?c\.?(?:e\.?)?", text):
        year = int(found[1]) - 1
        yield f"-{year:04}" if year > 0 else "0000"


def _follows(year: str, next_year: str) -> bool:
    return f"{int(year) + 1}".endswith(next_year)


def _numbers(year: str, month: str, day: str | None) -> Iterator[str]:
    """Year, month and day as numbers; where no month has that number, month and day may have changed places."""
    if int(month) == 0 or (day is not None and int(day) == 0):
        yield year if int(month) == 0 else f"{year}-{month.zfill(2)}"
    elif day is None:
        yield f"{year}-{month.zfill(2)}"
    else:
        yield f"{year}-{month.zfill(2)}-{day.zfill(2)}"
        if int(month) > 12:
            yield f"{year}-{day.zfill(2)}-{month.zfill(2)}"


def _named(year: str, name: str, day: str | None) -> Iterator[str]:
    if name in _SEASONS and day is None:
        yield f"{year}-{_SEASONS[name]}"
    misspelt = nearest(name, (month for names in _MONTHS for month in names), MISSPELT) if len(name) > 4 else ""
    for number, names in enumerate(_MONTHS, 1):
        if len(name) >= 3 and any(month.startswith(name) or month == misspelt for month in names):
            yield f"{year}-{number:02}" + (f"-{day.zfill(2)}" if day else "")
