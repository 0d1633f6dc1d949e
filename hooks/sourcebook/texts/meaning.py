"""Words that turn what is said into its opposite, or count: nobody leaves them out or puts them in unseen."""

from collections.abc import Iterable

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


def denies(words: Iterable[str]) -> bool:
    """Say whether a denial is among these words."""
    return not DENIALS.isdisjoint(words)


def counts(words: Iterable[str]) -> bool:
    """Say whether a number is among these words, in digits or letters."""
    return any(word in _NUMBERS or any(letter.isdigit() for letter in word) for word in words)
