"""What is kept of a build for the next: damaged, foreign, of another program, or not to be kept at all."""

import json
import logging
import os
import re
import shutil
from pathlib import Path

import pytest

from publisher import Publisher, bytes_of
from sites import PROJECT
from sourcebook.site.kept import inputs
from sourcebook.site.kept.keptsite import read_kept, write_kept


@pytest.mark.parametrize("spoil", ["cut", "other bytes", "no JSON", "other form", "of another form", "empty"])
@pytest.mark.parametrize("name", ["site.kept", "data.kept"])
def test_what_was_kept_and_is_damaged_is_left_aside_with_a_word(
    name: str, spoil: str, published: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    file = published.kept.path / name
    raw = file.read_bytes()
    spoilt = {
        "cut": raw[: len(raw) // 2], "other bytes": raw.replace(b"a", b"b"), "no JSON": b"\xff\x00", "empty": b"",
        "other form": re.sub(rb"\n.*", b"", raw, flags=re.DOTALL) + b"\n[]",
        "of another form": raw.replace(b"sourcebook", b"another book", 1),
    }[spoil]  # fmt: skip
    file.write_bytes(spoilt)
    published.edit("rose above the town wall", "climbed above the town wall")
    assert published.publish() == (name == "data.kept")
    assert capsys.readouterr().err.startswith(f"{file}: what was kept is left aside, all is made anew: it is ")
    assert bytes_of(published.site) == published.whole()
    assert published.publish()


def test_what_is_whole_and_of_another_shape_is_left_aside(
    published: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = read_kept(published.kept.path / "site.kept")
    for content in ([], {}, {"pages": 1}, {"pages": {"a.md": {"spans": {}, "fixed": []}}}, {**whole, "settings": {}}):
        write_kept(published.kept.path / "site.kept", content)
        assert not published.publish()
        assert "it has another form" in capsys.readouterr().err


@pytest.mark.parametrize("fault", ["read-only", "full"])
def test_what_cannot_be_kept_costs_only_time(
    fault: str, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError({"read-only": 30, "full": 28}[fault], os.strerror({"read-only": 30, "full": 28}[fault]))

    with monkeypatch.context() as disk, caplog.at_level(logging.INFO, "mkdocs"):
        disk.setattr("sourcebook.site.kept.keptsite.Path.replace", refuse)
        publisher.build(publisher.site, keep=True)
    assert "the build could not be kept for the next one" in caplog.text
    assert [*publisher.kept.path.iterdir()] == []
    with monkeypatch.context() as disk:
        disk.setattr("sourcebook.site.kept.keptsite.write_kept", refuse)
        disk.setattr("sourcebook.site.kept.folder.write_kept", refuse)
        assert not publisher.publish()
        assert not publisher.publish()
    assert not publisher.publish()
    assert publisher.publish()


def test_an_edit_while_the_site_is_built_is_not_taken_for_built(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = inputs.digest_of_inputs
    asked = iter(("before the edit", "after it"))
    monkeypatch.setattr("sourcebook.site.kept.hostsettings.digest_of_inputs", lambda *_: next(asked))
    publisher.build(publisher.site, keep=True)
    assert not (publisher.kept.path / "build.kept").exists()
    monkeypatch.setattr("sourcebook.site.kept.hostsettings.digest_of_inputs", ask)
    assert not publisher.publish()


def test_a_build_with_more_than_is_known_is_not_kept(publisher: Publisher) -> None:
    settings = (publisher.copy.root / "mkdocs.yml").read_text("utf-8")
    (publisher.copy.root / "own.py").write_text("", "utf-8")
    publisher.copy.write("inc/abbr.md", "*[ABC]: alphabet\n")
    snippets = f"\n  - pymdownx.snippets:\n      auto_append: ['{publisher.copy.root}/inc/abbr.md']"
    ours = str(PROJECT / "hooks/mkdocs_hooks.py")
    publisher.copy.write("ours.py", f"exec(compile(open({ours!r}).read(), {ours!r}, 'exec'))\n")
    for old, new in (
        ("plugins:\n  - search", "plugins:\n  - search\n  - tags"),
        ("markdown_extensions:", f"markdown_extensions:{snippets}"),
        ("toc_depth: 2", "toc_depth: 2\n      slugify: !!python/name:markdown.extensions.toc.slugify_unicode"),
        ("\nplugins:", "\n  - own.py\nplugins:"),
        ("name: material\n  custom_dir: ", "name: readthedocs\n  not_ours: "),
    ):
        assert old in settings
        publisher.copy.write("mkdocs.yml", settings.replace(old, new))
        publisher.build(publisher.copy.root / "other", keep=True)
        shutil.rmtree(publisher.copy.root / "other")
        assert not (publisher.kept.path / "build.kept").exists()


def test_other_programs_make_all_anew_without_a_word(
    published: Publisher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inputs.sys, "version", "4.0")
    assert not published.publish()
    assert "left aside" not in capsys.readouterr().err
    assert published.publish()


def test_what_is_kept_holds_texts_and_numbers_only(published: Publisher) -> None:
    for file in published.kept.path.iterdir():
        head, body = file.read_text("utf-8").split("\n", 1)
        assert head.startswith("kept by sourcebook ")
        json.loads(body)


def test_programs_that_are_installed_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs.digest_of_programs()
    (tmp_path / "thing-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert inputs.digest_of_programs() != before


def test_variables_that_settings_name_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_url: !ENV [ITS_URL, OTHER_URL]\nsite_name: !ENV\n  - ITS_NAME\n  - none\n", "utf-8")
    digests_seen = {inputs.digest_of_inputs(settings, [])}
    for name, differs in (("ITS_URL", True), ("OTHER_URL", True), ("ITS_NAME", True), ("NOT_NAMED", False)):
        monkeypatch.setenv(name, "set")
        digest = inputs.digest_of_inputs(settings, [])
        assert (digest not in digests_seen) is differs, name
        digests_seen.add(digest)
