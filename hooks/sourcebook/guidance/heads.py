"""The comment with which a data file opens: it shows the shape of a record, also where no editor can help.

Its first line is the modeline by which yaml-language-server finds the schema (``isModeline`` in its ``modelineUtil``),
and so do the IDEs of JetBrains (``JsonSchemaByCommentProvider`` of the IntelliJ platform reads the same line). The
last line ends with where help is found. Between these two marks, the comment can be written anew without touching
anything else in the file.
"""

import re
from pathlib import Path

from sourcebook.guidance.schema import FOLDER, schema_name
from sourcebook.records.kinds import CATALOGUE, Catalogue

LONGEST = 8
"""Lines of a head."""
HELP = "# help: docs/about/data-format.md"
SHAPES = {
    "chapter": """\
  - id: river-over-the-wall
    title: The river comes over the wall  # at most 60 characters
    text: On 13 February 1287 the river rose above the town wall.  # at most 45 words, our own
    kind: fact  # or judgement, then also by: [Walter Harrow]
    date: '1287-02-13'  # EDTF; left out where the claim is no event
    people: [Edith Miller]  # also organizations: and places:, names of the registers
    cites: [{source: aldermere-annals, locator: fol. 12r, quote: over the wall}]""",
    "source": """\
id: harrow-1931  # the same as the file name
type: chapter
kind: secondary  # primary, secondary, tertiary, memoir or press
title: The Year of the Water
author: [{family: Harrow, given: Walter}]  # then issued: '1931', publisher:, URL: …
language: en
note: A local historian's essay, valuable for the quarrel over the sluice.""",
    "people": """\
entries:
- id: edith-miller
  name: Edith Miller
  native: Eadgyð
  aliases: [Edith of the Mill]
  role: {text: miller of Aldermere, claims: [bridge-carried-away]}""",
    "organizations": """\
entries:
- id: town-council
  name: Town council
  aliases: [The council]
  role: {text: governed Aldermere, claims: [council-swears]}""",
    "places": """\
entries:
- id: aldermere
  name: Aldermere
  coordinates: 54.70, 2.20  # of a point, not of a country
  role: {text: town on the river, claims: [river-over-the-wall]}""",
    "terms": """\
entries:
- id: sluice
  name: sluice
  aliases: [flood gate]
  definition: {text: a gate that holds back the water of the mill stream}""",
    "handovers": """\
handovers:
- from: Priory of Saint Wendreda
  to: Town council
  date: 1287-03/1287-04
  form: copy, without the prayer
  claims: [council-asks-for-a-copy]""",
    "card": """\
rows:
- label: Rain
  value: Eleven days
  claims: [river-over-the-wall]
  question: how-long-did-it-rain""",
    "start": """\
claims:
- river-over-the-wall
- rain-for-a-week""",
    "timeline": """\
views:
- id: the-flood
  title: The flood
  date: 1287-02/1287-04""",
    "former-ids": """\
former-ids:
- old: bridge-swept-away
  new: bridge-carried-away
  from: flood  # chapter in which a claim or section stood
- old: town-chronicle
  kind: source  # where nothing took its place
  reason: a forgery of the last century""",
}
"""For each kind of file that is written by hand, YAML that could stand in it."""

_MODELINE = re.compile(rb"# yaml-language-server: \$schema=[^\r\n]*(?:\r?\n|$)")
_LINE = re.compile(rb"#[^\r\n]*(?:\r?\n|$)")


def files(data: Path) -> list[Path]:
    """Return the files below ``data`` that have a head: all but the fingerprints, to which a command gives theirs."""
    patterns = (pattern.replace("*", "[!.]*") for pattern in CATALOGUE.files if not pattern.startswith("texts/"))
    return sorted(file for pattern in patterns for file in data.glob(pattern) if file.is_file())


def head(path: Path, catalogue: Catalogue = CATALOGUE) -> str:
    """Return the head of a file by its path below ``data``."""
    kind = schema_name(path, catalogue)
    up = "../" * len(path.parts)
    shape = [f"# {line}" for line in SHAPES.get(kind, "").splitlines()]
    last = f"{shape.pop()}  {HELP}" if shape else HELP
    return "\n".join([f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.json", *shape, last]) + "\n"


def with_head(content: bytes, fresh: str) -> bytes:
    """Return the content of a file with a fresh head instead of the one it has, or before everything else.

    Every other byte stays. A head that has lost its last line is known by its first alone: the rest is then taken for
    a comment of the editors, and stays too.
    """
    end = b"\r\n" if b"\r\n" in content else b"\n"
    return fresh.encode("utf-8").replace(b"\n", end) + content[_length(content) :]


def _length(content: bytes) -> int:
    """Return how many bytes at the beginning are a head."""
    modeline = _MODELINE.match(content)
    if not modeline:
        return 0
    position = modeline.end()
    for _ in range(LONGEST - 1):
        line = _LINE.match(content, position)
        if not line:
            break
        position = line.end()
        if line[0].rstrip().endswith(HELP.encode("utf-8")):
            return position
    return modeline.end()
