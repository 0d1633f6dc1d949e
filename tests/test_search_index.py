"""The index of the search in built sites: by which plugin it is written, what of it is ours, and what it costs."""

import json
from pathlib import Path
from typing import Any

import pytest
from material.plugins.search import plugin
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from sites import Built
from sourcebook.site.build import build
from sourcebook.site.render import Renderer
from sourcebook.site.search.index import INDEX
from support import TINY, whole_index

Documents = list[dict[str, Any]]


def index_of(folder: Path, **settings: Any) -> Path:
    """Build the tiny site in this process and return the path of its index, which need not be there."""
    build_site(load_config(str(TINY / "mkdocs.yml"), site_dir=str(folder), **settings))
    return folder / INDEX


def documents(index: str) -> Documents:
    found: Documents = json.loads(index)["docs"]
    return found


def framed(docs: Path) -> set[str]:
    """Return the addresses of the pages that are written by hand, at least in part."""
    paths = (file.relative_to(docs).with_suffix("").as_posix() for file in docs.rglob("*.md"))
    return {f"{path}/".removesuffix("index/") for path in paths}


def of_pages(docs: Documents, pages: set[str], *, without: bool = False) -> Documents:
    return [doc for doc in docs if (doc["location"].partition("#")[0] in pages) != without]


@pytest.mark.parametrize("name", ["real-folders", "tiny-folders"])
def test_index_is_what_the_records_say(name: str, built: dict[str, Built]) -> None:
    site = built[name].whole()
    index = site.text(INDEX)
    usual = json.dumps({"config": json.loads(index)["config"], "docs": []})
    by_hand = framed(site.root / "docs")
    expected = documents(whole_index(usual, site.content, {}))
    assert of_pages(documents(index), by_hand, without=True) == of_pages(expected, by_hand, without=True)
    # Frames add their words to a page, and take none away.
    places = {doc["location"] for doc in documents(index)}
    assert {doc["location"] for doc in expected} <= places
    assert len(places) == len(documents(index))


def test_what_is_written_by_hand_is_found_once(tiny_site: Built) -> None:
    docs = {doc["location"]: doc for doc in documents(tiny_site.text(INDEX))}
    assert docs[""]["title"] == "The flood of Aldermere"
    assert docs["chapters/quarrel/"]["text"].startswith("<p>The annals keep silent about blame; the flood itself has")
    assert docs["chapters/quarrel/"]["boost"] == 2
    assert docs["#in-figures"] == {"location": "#in-figures", "title": "In figures", "text": ""}
    every = [doc["text"] for doc in docs.values()]
    for words in ("keep silent about blame", "Begin with the loss of the bridge"):
        assert sum(words in text for text in every) == 1, words
    assert docs["about/"]["text"]


def test_only_what_is_written_by_hand_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    feed = plugin.Parser.feed
    monkeypatch.setattr(plugin.Parser, "feed", lambda self, data: (parsed.append(data), feed(self, data)))
    file = index_of(tmp_path / "site")
    assert len(parsed) == len([*TINY.glob("docs/about/*.md")]) == 1
    assert len(documents(file.read_text("utf-8"))) > 20


@pytest.mark.parametrize("plugins", [[], [{"search": {"enabled": False}}]], ids=["no plugin", "plugin that is off"])
def test_without_a_search_nothing_is_written(plugins: list[Any], tmp_path: Path) -> None:
    assert not index_of(tmp_path / "site", plugins=plugins).parent.exists()


def test_old_index_is_left_alone_where_no_plugin_writes_one(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    written = index_of(folder).read_text("utf-8")
    config = load_config(str(TINY / "mkdocs.yml"), site_dir=str(folder), plugins=[])
    (folder / INDEX).write_text("{}", "utf-8")
    build_site(config, dirty=True)
    assert (folder / INDEX).read_text("utf-8") == "{}"
    assert index_of(folder).read_text("utf-8") == written


@pytest.mark.parametrize("folders", [True, False])
def test_search_of_mkdocs_itself_has_the_same_entries(folders: bool, tmp_path: Path) -> None:
    ours = index_of(tmp_path / "material", use_directory_urls=folders).read_text("utf-8")
    plain = index_of(tmp_path / "mkdocs", plugins=["/search"], use_directory_urls=folders).read_text("utf-8")
    assert "fields" not in json.loads(plain)["config"]
    site = build(TINY / "data", TINY / "docs", Renderer(folders=folders))
    usual = json.dumps({"config": json.loads(plain)["config"], "docs": []})
    places = {doc["location"] for doc in documents(whole_index(usual, site, {}, folders=folders))}
    found = {name: [doc for doc in documents(text) if doc["location"] in places] for name, text in
             (("ours", ours), ("plain", plain))}  # fmt: skip
    assert found["ours"] == found["plain"]
    assert len(found["ours"]) == len(places)
