"""Numbers in texts of many languages, and those that a statement makes."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.words.numbers.chinese import chinese_numbers
from sourcebook.words.numbers.stated import stated_numbers
from sourcebook.words.numbers.told import Numbers, told_numbers
from sourcebook.words.numbers.vocabulary import MONTH_WORDS, NUMBER_WORDS

CHINESE_SIGNS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("of 14,338 people", "en", 14338),
        ("14 338 осуждённым", "ru", 14338),
        ("14.338 Menschen", "de", 14338),
        ("14 338 personnes", "fr", 14338),
        ("1 548 366 человек", "ru", 1548366),
        ("some 1.5 million", "en", 1500000),
        ("7 млн человек", "ru", 7000000),
        ("2–2,5 тысяч", "ru", 2000),
        ("2–2,5 тысяч", "ru", 2500),
        ("26 ezer 621 embert", "hu", 26621),
        ("480 per cent", "en", 480),
        ("70%", "en", 70),
        ("9:50 P.M.", "en", Fraction("9.5")),
        ("twelve men", "en", 12),
        ("the twenty-fifth day", "en", 25),
        ("two hundred and fifty thousand", "en", 250000),
        ("one hundred", "en", 100),
        ("двадцать пять лет", "ru", 25),
        ("тридцатого числа", "ru", 30),
        ("от сотни до тысячи", "ru", 100),
        ("dwadzieścia pięć", "pl", 25),
        ("fünfundzwanzig", "de", 25),
        ("zweihundert", "de", 200),
        ("quatre-vingt-dix", "fr", 90),
        ("soixante-dix", "fr", 70),
        ("huszonöt", "hu", 25),
        ("на XX съезде", "ru", 20),
        ("на \u0425\u0425 съезде", "ru", 20),
        ("二十大", "zh", 20),
        ("一九五六年", "zh", 1956),
        ("1956年", "zh", 1956),
        ("一百零五人", "zh", 105),
        ("一百四十多万", "zh", 1400000),
        ("3.5万人", "zh", 35000),
        ("1953–56", "en", 1956),
        ("on 25.02.1956", "pl", 25),
    ],
)
def test_text_tells_a_number(text: str, language: str, value: int | Fraction) -> None:
    assert Fraction(value) in told_numbers(text, language).values


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("five per cent of them", "en", 500),
        ("cinq pour cent", "fr", 500),
        ("two and three", "en", 5),
        ("in 1956 500 men", "en", 1956500),
        ("two, three", "en", 23),
        ("note\u00b9 7", "en", 1),
    ],
)
def test_text_does_not_tell_a_number(text: str, language: str, value: int) -> None:
    assert Fraction(value) not in told_numbers(text, language).values


@pytest.mark.parametrize(
    ("text", "language", "month"),
    [
        ("25 February", "en", 2), ("Feb. 25", "en", 2), ("25 февраля", "ru", 2), ("25 lutego", "pl", 2),
        ("25. Februar", "de", 2), ("le 25 février", "fr", 2), ("2月25日", "zh", 2), ("十二月", "zh", 12),
        ("25.02.1956", "ru", 2), ("25.II.1956", "ru", 2), ("1956-02-25", "en", 2), ("2/25/1956", "en", 2),
        ("мая", "ru", 5), ("v únoru", "cs", 2),
    ],
)  # fmt: skip
def test_text_tells_a_month(text: str, language: str, month: int) -> None:
    assert told_numbers(text, language).months == {month}


@pytest.mark.parametrize(
    ("text", "months"),
    [("2—3月全会", {2, 3}), ("2——3月", {2, 3}), ("三月", {3}), ("二月十二日", {2}), ("七十二日", set())],
)
def test_months_in_chinese(text: str, months: set[int]) -> None:
    assert told_numbers(text, "zh").months == months


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the 1930s", "en"),
        ("in the thirties", "en"),
        ("30-\u0445 годов", "ru"),
        ("тридцатых годов", "ru"),
        ("三十年代", "zh"),
    ],
)
def test_text_tells_a_decade(text: str, language: str) -> None:
    assert told_numbers(text, language).decades == {30}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("On 25 February 1956 it rained for eleven days.", ["25 February 1956", "eleven"]),
        ("From 14 to 25 February 1956", ["14 February 1956", "25 February 1956"]),
        ("the 3, 4 and 5 May", ["3 May", "4 May", "5 May"]),
        ("in May they may march", ["May"]),
        ("from 1953–56 on", ["1953", "1956"]),
        ("the 1920s and 1930s", ["1920s", "1930s"]),
        ("one of them first said so once", []),
        ("twenty-one of them", ["twenty-one"]),
        ("70 per cent of 1,234.5", ["70", "1,234.5"]),
        ("the 4th League met in *1984*", []),
        ("the 4th time", ["4"]),
        ("Five hundred", ["Five hundred"]),
        ("nothing at all", []),
    ],
)
def test_numbers_of_a_statement(text: str, stated: list[str]) -> None:
    assert [one.text for one in stated_numbers(text, ("4th League",))] == stated


def test_dates_are_told_from_other_numbers() -> None:
    found = {
        one.text: one.is_date for one in stated_numbers("On 2 May 1287, in March, 1288 and the 1290s, 14 of 1,500")
    }
    assert found == {"2 May 1287": True, "March": True, "1288": True, "1290s": True, "14": False, "1,500": False}


def test_the_year_of_a_date_may_be_understood() -> None:
    (date,) = stated_numbers("on 13 February 1287")
    assert date.numbers <= told_numbers("den 13. Februar", "de")
    assert not date.numbers <= told_numbers("den 14. Februar 1287", "de")
    assert not date.numbers <= told_numbers("den 13. März 1287", "de")


@given(st.integers(0, 10**9))
def test_every_number_is_told_however_it_is_grouped(number: int) -> None:
    grouped = f"{number:,}"
    for written in (str(number), grouped, grouped.replace(",", "."), grouped.replace(",", "\u00a0")):
        assert number in told_numbers(f"of {written} men", "en").values


@given(st.integers(13, 999))
def test_a_statement_has_the_number_that_it_is_given(number: int) -> None:
    (one,) = stated_numbers(f"It was seen by {number} men.")
    assert one.numbers <= told_numbers(f"von {number} Leuten", "de")
    assert not one.numbers <= told_numbers(f"von {number + 1} Leuten", "de")


@given(st.integers(1000, 9999))
def test_years_in_chinese_characters(year: int) -> None:
    written = "".join(CHINESE_SIGNS[int(digit)] for digit in str(year))
    assert year in {*chinese_numbers(f"于{written}年")}


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_hundreds_in_chinese_characters(hundreds: int, tens: int, ones: int) -> None:
    said = f"{CHINESE_SIGNS[hundreds]}百"
    said += f"{CHINESE_SIGNS[tens]}十" if tens else "零" if ones else ""
    said += CHINESE_SIGNS[ones] if ones else ""
    assert 100 * hundreds + 10 * tens + ones in {*chinese_numbers(said)}


@pytest.mark.parametrize(
    ("written", "value"),
    [("3万亿", 3 * 10**12), ("三万五千亿", 35 * 10**11), ("一亿二千万", 12 * 10**7), ("万", 10**4)],
)
def test_large_units_in_chinese_characters(written: str, value: int) -> None:
    assert value in {*chinese_numbers(written)}


DIGITS_OF_ANY_SCRIPT = st.text(st.characters(categories=["Nd"]) | st.sampled_from(".,:/-–’ IVX十百万年月s"))


@example("1" * 5000, "en")
@example("1,234" + ",567" * 2000, "en")
@example("五" * 5000, "zh")
@example("1" * 5000 + "万", "zh")
@example("1." + "1" * 5000 + "–3 million", "en")
@example("١٢.٣٤٥", "ar")
@given(st.text() | DIGITS_OF_ANY_SCRIPT, st.sampled_from([*NUMBER_WORDS, "ka", ""]))
def test_no_text_is_too_odd(text: str, language: str) -> None:
    told = told_numbers(text, language)
    assert Numbers() <= told
    assert told | Numbers() == told
    stated_numbers(text)


@pytest.mark.parametrize("language", MONTH_WORDS)
def test_every_language_has_twelve_months(language: str) -> None:
    words = MONTH_WORDS[language]
    assert {*words.whole.values(), *words.stems.values()} == {*range(1, 13)}
