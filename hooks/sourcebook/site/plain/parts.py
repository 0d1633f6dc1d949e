"""What several records have in common in plain Markdown: links, citations, mentions, and fields told by their marks."""

from collections.abc import Callable, Iterable, Iterator

from sourcebook.records.forms import language_name
from sourcebook.site.details import DetailValue, FurtherDetail
from sourcebook.site.page import PageLink
from sourcebook.site.plain.markdown import (
    Inline,
    Item,
    labelled,
    line,
    link_to,
    literal,
    running_text,
    series,
    web_link,
)
from sourcebook.site.views.claims import CitedClaim, Mention, Note


def _checked(note: Note) -> str:
    return f"yes, in {note.witness}" if note.proven and note.witness else "yes" if note.proven else "no"


class Parts:
    """Tells parts of records. ``way`` gives the way to the file of what a path of the site shows, empty for none."""

    def __init__(self, way: Callable[[str], str]) -> None:
        self._way = way

    def to(self, target: PageLink) -> Inline:
        """Return a link, or its words alone where no file tells of its target."""
        return link_to(target.text, self._way(target.path))

    def all(self, targets: Iterable[PageLink]) -> Inline:
        """Return several links."""
        return series(self.to(target) for target in targets)

    def items(self, targets: Iterable[PageLink]) -> Iterator[Item]:
        """Yield several links, each as an item."""
        return (Item(self.to(target)) for target in targets)

    # --- claims and their citations -----------------------------------------------------------------------------------

    def citation(self, note: Note) -> Item:
        """Return a citation with its source."""
        source = line("{} ({})", self.to(note.source), series((literal(note.kind), literal(note.standing))))
        return Item(line("{}: {}", source, literal(note.locator)), self.quotation(note))

    def _place(self, note: Note) -> Item:
        """Return a citation in the file of its source."""
        return Item(literal(note.locator), self.quotation(note))

    def quotation(self, note: Note) -> tuple[Item, ...]:
        """Return the quotation of a citation, with our rendering of it and whether it is checked."""
        told: tuple[Item, ...] = ()
        if note.quote:
            told += labelled(f"Quotation ({language_name(note.language)})", literal(note.quote))
            told += labelled("In our rendering", literal(note.gloss))
            told += labelled("Checked word for word", literal(_checked(note)))
        for figure in note.figures:
            proven = " (checked word for word)" if figure.proven else ""
            told += labelled("Number or date", literal(f"{figure.text}{proven}"))
        told += labelled("Says so", literal(note.says))
        told += labelled("Speaks against the claim", literal("yes" if note.against else ""))
        return told + self.details(note.details)

    def mention(self, claim: Mention) -> Inline:
        """Return a link to a claim, with whose judgement it is."""
        judge = line("judgement of {}", literal(claim.judge)) if claim.judge else literal("")
        return series((self.to(PageLink(claim.title, claim.path)), judge))

    def with_citations(self, claim: CitedClaim) -> Item:
        """Return a claim with its citations."""
        return Item(self.mention(claim.mention), tuple(map(self.citation, claim.notes)))

    def with_places(self, claim: CitedClaim) -> Item:
        """Return a claim with where it cites the source in whose file this stands."""
        mention = series((self.mention(claim.mention), literal("disputed" if claim.mention.disputed else "")))
        return Item(mention, tuple(map(self._place, claim.notes)))

    # --- fields told by their marks -----------------------------------------------------------------------------------

    def details(self, details: Iterable[FurtherDetail]) -> tuple[Item, ...]:
        """Return fields that are told in no other way."""
        return tuple(item for detail in details for item in labelled(detail.label, self._values(detail)))

    def _values(self, detail: FurtherDetail) -> Inline:
        return series(map(self._value, detail.values))

    def _value(self, value: DetailValue) -> Inline:
        if value.parts:
            return series((line("{}: {}", literal(one.label), self._values(one)) for one in value.parts), "; ")
        if value.path:
            return self.to(PageLink(value.text, value.path))
        told = {"text": literal, "prose": running_text, "address": web_link}
        return told[value.form](value.text)
