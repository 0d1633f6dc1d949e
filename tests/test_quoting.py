"""Quotations as editors write them: ellipses, brackets, denials, scripts without spaces."""

import pytest

from sourcebook.rules.evidence import quotations_are_verbatim
from sourcebook.rules.forms import measured
from sourcebook.texts.fingerprint import Fingerprint
from sourcebook.texts.registeredtexts import registered_text, registration
from support import Copy

TEXT = (
    "When he condemned the cult of personality in the hall, the delegates did not know of the plan, and they would"
    " never have supported him in it. The Congress was stirred by 98 arrests. The man told them"
    " teh truth about the terror."
)
SPEECH = "赫鲁晓夫同志在大会上作了秘密报告。代表们没有想到他会这样说。斯大林在1939年1月10日发出密电。要求各地执行。"


def fingerprint(text: str = TEXT) -> Fingerprint:
    return Fingerprint(registration("annals", text).record)


@pytest.mark.parametrize(
    "quote",
    [
        "[Khrushchev] condemned the cult of personality",
        "when he [Khrushchev] condemned the cult",
        "[W]hen he condemned the cult",
        "when he condemned the cult of [such things] in the hall, the delegates",
        "told them teh [sic] truth about the terror",
        "told them teh [sic!] truth about the terror",
        "stirred by [all those] 98 arrests",
        "the cult of personality[,] in the hall",
        "told them [the delegates] teh truth about [the] terror",
        "the delegates did not know […] would never have supported",
        "condemned the cult (…) in the hall, the",
    ],
)
def test_an_editors_brackets_are_understood(quote: str) -> None:
    assert fingerprint().find(quote).proven


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("they would [not] never have supported him", "bracket"),
        ("was stirred by [120] 98 arrests", "bracket"),
        ("was stirred by [ninety] 98 arrests", "bracket"),
        ("[A]hen he condemned the cult", "another word"),
        ("when he [Stalin] praised the cult of personality", "beginning"),
        ("was stirred by [Khrushchev] arrests", None),
        ("the man told them [sic] truth about the terror", "a word too few"),
    ],
)
def test_a_denial_or_a_number_in_brackets_is_no_editors(quote: str, why: str | None) -> None:
    found = fingerprint().find(quote)
    assert not found.proven
    assert found.why == why or why is None


def test_where_only_words_in_brackets_stand_in_the_text_matching_breaks_off_behind_them() -> None:
    found = fingerprint().find("[would never have] purple elephants danced")
    assert (found.why, found.broken_at, found.near) == ("other words", "purple", "s1")


@pytest.mark.parametrize(("replaced", "proven"), [(0, True), (1, True), (5, True), (6, False)])
def test_brackets_stand_in_the_place_of_a_few_words(replaced: int, proven: bool) -> None:
    text = fingerprint(f"One two three {'more ' * replaced}four five six.")
    assert text.find("one two three [so to speak] four five six").proven == proven
    assert text.find("one two three … four five six").proven


@pytest.mark.parametrize(
    "quote",
    [
        "the delegates … know of the plan",
        "the delegates did … know of the plan",
        "know of the plan, and they … have supported him",
        "know of the plan, and they … supported him in it",
        "the hall, the delegates … of the plan",
    ],
)
def test_an_ellipsis_swallows_no_denial(quote: str) -> None:
    found = fingerprint().find(quote)
    assert not found.proven
    assert found.why in {"denial", None}
    assert found.why == "denial" or found.too_short


def test_an_ellipsis_may_leave_out_a_denial_far_from_what_is_quoted() -> None:
    assert fingerprint().find("he condemned the cult … have supported him in it").why == "denial"
    assert fingerprint().find("the cult of personality in the hall … stirred by 98 arrests").proven


@pytest.mark.parametrize(
    ("quote", "proven"),
    [
        ("赫鲁晓夫同志在大会上", True),
        ("赫 鲁晓 夫同志", True),
        ("赫鲁晓夫同", False),
        ("作了秘密报告……没有想到他会", True),
        ("作了秘密报告……想到他会这样说", False),
        ("赫鲁晓夫同志在大会上……代表们没有想到", True),
        ("斯大林在1939年1月10日发出", True),
        ("斯大林在1939年1月20日发出", False),
        ("在1939年1月10日", True),
        ("赫鲁晓夫[同志]在大会上作了", True),
    ],
)
def test_scripts_that_do_not_divide_words(quote: str, proven: bool) -> None:
    assert fingerprint(SPEECH).find(quote).proven == proven


@pytest.mark.parametrize(
    "text",
    [
        "นิกิตาครุสชอฟกล่าวสุนทรพจน์ในที่ประชุมใหญ่ของพรรค",
        "フルシチョフ同志は大会で秘密報告を行った。",
        "ទីក្រុងត្រូវបានទឹកជំនន់ក្នុងយប់នោះ",
        "ແມ່ນ້ຳໄຫຼຖ້ວມເມືອງໃນຄືນນັ້ນ",
        "မြစ်ရေသည်ထိုညတွင်မြို့ကိုလွှမ်းမိုးခဲ့သည်",
    ],
)
def test_quotations_in_other_scripts_are_proven_and_corrected(text: str) -> None:
    words = fingerprint(text).windows.words(text)
    middle = words[2:14]
    assert fingerprint(text).find("".join(middle)).proven
    for changed in range(len(middle)):
        other = [*middle]
        other[changed] = "水"
        assert not fingerprint(text).find("".join(other)).proven


def test_word_in_which_a_sign_is_closed_up_is_named_as_it_is_compared(tiny: Copy) -> None:
    tiny.edit(CHINESE, "quote: went down in the night", "quote: went down in the mor\u2032ning")
    (said,) = tiny.messages()
    assert said.endswith("(the text has another word for 'morning'; what comes before it stands in s2)")


CHINESE = "data/chapters/flood.yml"
AROUND = "the characters around it stand in s1"
ANOTHER = "the text has another character for"


def chinese_reference(tiny: Copy, quote: str) -> list[str]:
    tiny.write("data/texts/miller-letter.yml", registered_text("miller-letter", SPEECH))
    tiny.edit(CHINESE, "quote: my man is gone with the bridge", f"quote: {quote}\n      gloss: x\n      language: zh")
    return [f"{problem.message} ({problem.hint})" for problem in quotations_are_verbatim(tiny.reference)]


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        (
            "赫鲁晓夫同志在会会上作了秘密报告",
            f"{ANOTHER} '会', the eighth character; {AROUND}",
        ),
        ("赫鲁晓夫同志在大大会上作了秘密报告", f"the text does not have '大', the ninth character here; {AROUND}"),
        ("赫鲁晓夫同志在会上作了秘密报告", f"a character is missing before '会', the eighth character; {AROUND}"),
        (
            "赫鲁晓夫同志在大会上作了机密",
            "compare the text from '机', the 13th character on; what comes before it stands in s1",
        ),
        ("没有六个字是这里的", "no six characters of it stand together in that text; is it from another source?"),
    ],
)
def test_the_character_that_differs_is_named(quote: str, hint: str, tiny: Copy) -> None:
    (said,) = chinese_reference(tiny, quote)
    assert said.endswith(f"({hint})")


@pytest.mark.parametrize(("length", "problems"), [(30, 0), (31, 1)])
def test_a_quotation_without_spaces_has_half_as_many_words_as_characters(
    length: int, problems: int, tiny: Copy
) -> None:
    quote = ("赫鲁晓夫同志在大会上作了秘密报告代表们没有想到他会这样说" * 2)[:length]
    tiny.edit(CHINESE, "quote: my man is gone with the bridge", f"quote: {quote}\n      gloss: x\n      language: zh")
    said = [f"quote must have at most 30 characters: {length} (leave out 1 character)"] * problems
    assert [problem.partition(": ")[2].partition(": ")[2] for problem in tiny.messages()] == said


def test_numbers_and_latin_words_among_characters_count_as_two(tiny: Copy) -> None:
    quote = "他在1956年说了CPSU的事情" + "人" * 19
    tiny.edit(CHINESE, "quote: my man is gone with the bridge", f"quote: {quote}\n      gloss: x\n      language: zh")
    assert tiny.messages()[0].endswith("quote must have at most 30 characters: 31 (leave out 1 character)")


def test_words_are_counted_unless_more_is_written_in_characters() -> None:
    assert measured("秘密报告 plan", 15) == ("word", 15, 2)
    assert measured("秘密报告 law", 15) == ("character", 30, 6)


def test_a_chinese_quotation_that_stands_is_no_problem(tiny: Copy) -> None:
    assert chinese_reference(tiny, "赫鲁晓夫同志在大会上作了秘密报告") == []
