"""The words for numbers and months in each language.

A line has a value and its words; ``*`` stands for the endings of a word that is inflected. All are compared folded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sourcebook.words.folding import fold

_LONGEST_ENDING = 5
_NUMBERS = {
    "en": """
        1 one first once; 2 two second twice; 3 three third thrice; 4 four fourth; 5 five fifth; 6 six sixth
        7 seven seventh; 8 eight eighth; 9 nine ninth; 10 ten tenth; 11 eleven eleventh; 12 twelve twelfth dozen
        13 thirteen*; 14 fourteen*; 15 fifteen*; 16 sixteen*; 17 seventeen*; 18 eighteen*; 19 nineteen*
        20 twenty twentieth twenties; 30 thirty thirtieth thirties; 40 forty fortieth forties
        50 fifty fiftieth fifties
        60 sixty sixtieth sixties; 70 seventy seventieth seventies; 80 eighty eightieth eighties
        90 ninety ninetieth nineties; 100 hundred hundredth; 1000 thousand; 1000000 million; 1000000000 billion
    """,
    "ru": """
        1 один одна одно одного одной одном одну перв*; 2 два две двух двум двумя двое двоих дважды втор*
        3 три трех трем тремя трое троих трижды трет*; 4 четыре* четыр* четверо четвер* четверт*
        5 пять пяти пятеро пят*
        6 шесть шести шестеро шест*; 7 семь семи семеро седьм*; 8 восемь восьми восьмеро восьм*
        9 девять девяти девят*
        10 десять десяти десят*; 11 одиннадцат*; 12 двенадцат*; 13 тринадцат*; 14 четырнадцат*; 15 пятнадцат*
        16 шестнадцат*; 17 семнадцат*; 18 восемнадцат*; 19 девятнадцат*; 20 двадцат*; 30 тридцат*; 40 сорок* сороков*
        50 пятьдесят* пятидесят*; 60 шестьдесят* шестидесят*; 70 семьдесят* семидесят*; 80 восемьдесят* восьмидесят*
        90 девяност*; 100 сто ста сотый сотого сотня сотни сотню; 200 двести двухсот*; 300 триста трехсот*
        400 четыреста четырехсот*; 500 пятьсот* пятисот*; 600 шестьсот* шестисот*; 700 семьсот* семисот*
        800 восемьсот* восьмисот*; 900 девятьсот* девятисот*; 1000 тысяч* тыс; 1000000 миллион* млн
        1000000000 миллиард* млрд
    """,
    "pl": """
        1 jeden jedna jedno jednego jednej pierwsz*; 2 dwa dwie dwoch dwu dwom dwoje drugi* drugą drugiego
        3 trzy trzech trzem troje trzeci*; 4 cztery czterech czterem czworo czwart*; 5 pięć pięciu pięcioro piąt*
        6 sześć sześciu szóst*; 7 siedem siedmiu siódm*; 8 osiem ośmiu ósm*; 9 dziewięć dziewięciu dziewiąt*
        10 dziesięć dziesięciu dziesiąt*; 11 jedenast* jedenaści*; 12 dwanaści* dwunast*; 13 trzynast* trzynaści*
        14 czternast* czternaści*; 15 piętnast* piętnaści*; 16 szesnast* szesnaści*; 17 siedemnast* siedemnaści*
        18 osiemnast* osiemnaści*; 19 dziewiętnast* dziewiętnaści*; 20 dwadzieści* dwudziest*
        30 trzydzieści* trzydziest*
        40 czterdzieści* czterdziest*; 50 pięćdziesiąt* pięćdziesięci*; 60 sześćdziesiąt* sześćdziesięci*
        70 siedemdziesiąt* siedemdziesięci*; 80 osiemdziesiąt* osiemdziesięci*; 90 dziewięćdziesiąt*
        100 sto stu setny setnego; 200 dwieście dwustu; 300 trzysta trzystu; 400 czterysta czterystu
        500 pięćset pięciuset
        600 sześćset sześciuset; 700 siedemset; 800 osiemset; 900 dziewięćset; 1000 tysiąc* tysięc* tys
        1000000 milion* mln; 1000000000 miliard* mld
    """,
    "de": """
        1 ein eins eine einen einem einer erst*; 2 zwei zweit* beide*; 3 drei dritt*; 4 vier viert*; 5 fünf fünft*
        6 sechs sechst*; 7 sieben siebt* siebent*; 8 acht achte achten achter; 9 neun neunt*; 10 zehn zehnt*
        11 elf elft*
        12 zwölf zwölft*; 13 dreizehn*; 14 vierzehn*; 15 fünfzehn*; 16 sechzehn*; 17 siebzehn*; 18 achtzehn*
        19 neunzehn*
        20 zwanzig*; 30 dreissig* dreißig*; 40 vierzig*; 50 fünfzig*; 60 sechzig*; 70 siebzig*; 80 achtzig*
        90 neunzig*
        100 hundert*; 1000 tausend*; 1000000 million* mio; 1000000000 milliarde* mrd
    """,
    "fr": """
        1 un une premier première; 2 deux deuxième second seconde; 3 trois troisième; 4 quatre quatrième
        5 cinq cinquième
        6 six sixième; 7 sept septième; 8 huit huitième; 9 neuf neuvième; 10 dix dixième; 11 onze onzième
        12 douze douzième
        13 treize; 14 quatorze; 15 quinze quinzième; 16 seize; 20 vingt vingts vingtième vingtaine
        30 trente trentaine
        40 quarante; 50 cinquante; 60 soixante; 100 cent cents centaine; 1000 mille milliers; 1000000 million*
        1000000000 milliard*
    """,
    "hu": """
        1 egy első; 2 ket ketto masod* masodik; 3 harom harmad* harmadik; 4 negy negyed* negyedik; 5 ot otod* otodik
        6 hat hatod* hatodik; 7 het heted* hetedik; 8 nyolc nyolcad*; 9 kilenc kilenced*; 10 tiz tizen tized* tizedik
        20 husz huszon huszad* huszadik; 30 harminc*; 40 negyven*; 50 otven*; 60 hatvan*; 70 hetven*; 80 nyolcvan*
        90 kilencven*; 100 szaz*; 1000 ezer ezr*; 1000000 millio*; 1000000000 milliard*
    """,
    "it": """
        1 uno una primo prima; 2 due secondo seconda; 3 tre terzo terza; 4 quattro quarto; 5 cinque quinto
        6 sei sesto
        7 sette settimo; 8 otto ottavo; 9 nove nono; 10 dieci decimo; 11 undici; 12 dodici; 13 tredici; 14 quattordici
        15 quindici; 16 sedici; 17 diciassette; 18 diciotto; 19 diciannove; 20 venti ventesimo; 30 trenta; 40 quaranta
        50 cinquanta; 60 sessanta; 70 settanta; 80 ottanta; 90 novanta; 100 cento; 1000 mille mila
        1000000 milione milioni
    """,
    "cs": """
        2 dva dve druh*; 3 tri treti*; 4 ctyri ctvrt*; 5 pet pat*; 6 sest*; 7 sedm*; 8 osm*; 9 devet devat*
        10 deset desat*
        12 dvanact*; 20 dvacet* dvacat*; 30 tricet*; 100 sto; 1000 tisic*; 1000000 milion*
    """,
}
_MONTHS = {
    "en": "january jan|february feb|march|april apr|may|june|july|august aug|september sept|october oct|november nov"
    "|december dec",
    "ru": "январ*|феврал*|март*|апрел*|май мая мае маю|июн*|июл*|август*|сентябр*|октябр*|ноябр*|декабр*",
    "uk": "січ*|лют*|берез*|квіт*|трав*|черв*|лип*|серп*|верес*|жовт*|листопад*|груд*",
    "pl": "stycz*|luty lutego lutym|marzec marca marcu|kwiecień kwietni*|maj maja maju|czerwiec czerwc*|lipiec lipc*"
    "|sierpień sierpni*|wrzesień wrześni*|październik*|listopad*|grudzień grudni*",
    "de": "januar* jänner|februar*|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "hu": "januar*|februar*|marcius*|aprilis*|majus*|junius*|julius*|augusztus*|szeptember*|oktober*|november*"
    "|december*",
    "it": "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "pt": "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "nl": "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "cs": "leden ledn*|unor unor*|brezen brezn*|duben dubn*|kveten kvetn*|cerven cervn*|cervenec cervenc*|srpen srpn*"
    "|zari|rijen rijn*|listopad*|prosinec prosinc*",
    "ro": "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
}
_SPLIT = {"de": "und", "hu": "", "it": ""}
"""Languages that write a number as one word, with what they put between its parts."""


@dataclass(frozen=True)
class NumberWords:
    """Words with their values, whole ones and stems; ``joint`` is what stands between numbers written as one word."""

    whole: Mapping[str, int]
    stems: Mapping[str, int]
    joint: str | None = None
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def values(self, word: str) -> tuple[int, ...]:
        """Return the value of a word, the values of one that holds several (*fünfundzwanzig*), nothing for others."""
        if word not in self._known:
            self._known[word] = tuple(self._values(fold(word)))
        return self._known[word]

    def value(self, word: str) -> int | None:
        """Return the value of a word that has one only."""
        values = self.values(word)
        return values[0] if len(values) == 1 else None

    def _values(self, folded: str) -> list[int]:
        value = self._value(folded)
        if value is not None or self.joint is None:
            return [] if value is None else [value]
        for end in range(len(folded) - 1, 1, -1):
            first = self.whole.get(folded[:end], self.stems.get(folded[:end]))
            others = self._values(folded[end:].removeprefix(self.joint)) if first else []
            if first and others:
                is_turned = first < 10 <= others[0] < 100
                return [others[0], first, *others[1:]] if is_turned else [first, *others]
        return []

    def _value(self, folded: str) -> int | None:
        if folded in self.whole:
            return self.whole[folded]
        shortest = max(2, len(folded) - _LONGEST_ENDING)
        ends = range(len(folded), shortest - 1, -1)
        return next((self.stems[folded[:end]] for end in ends if folded[:end] in self.stems), None)


def _words(lines: dict[int, list[str]], joint: str | None = None) -> NumberWords:
    whole: dict[str, int] = {}
    stems: dict[str, int] = {}
    for value, words in lines.items():
        for word in words:
            (stems if word.endswith("*") else whole)[fold(word.removesuffix("*"))] = value
    return NumberWords(whole, stems, joint)


def _by_value(written: str) -> dict[int, list[str]]:
    lines = [line.split() for part in written.strip().splitlines() for line in part.split(";")]
    return {int(value): words for value, *words in filter(None, lines)}


NUMBER_WORDS = {language: _words(_by_value(written), _SPLIT.get(language)) for language, written in _NUMBERS.items()}
"""Language → its words for numbers."""
MONTH_WORDS = {
    language: _words({number: words.split() for number, words in enumerate(written.split("|"), 1)})
    for language, written in _MONTHS.items()
}
"""Language → its words for months, whose values are 1 to 12."""
NONE = NumberWords({}, {})
