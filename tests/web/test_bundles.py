"""Bundles: one style sheet and one script a page, joined from their parts."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from pmdash.web.bundles import BUNDLES

STATIC = Path(settings.BASE_DIR) / "static"


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_holds_its_parts_in_order(name):
    lines = Path(finders.find(name)).read_text().split("\n")
    for part in BUNDLES[name]:
        for line in code_lines((STATIC / part).read_text()):
            lines = lines[lines.index(line) :]


def code_lines(text):
    """The lines of a part without its comments, each of which stands on lines of its own."""
    text = re.sub(r"^ *//.*$|/\*.*?\*/", "", text, flags=re.MULTILINE)
    return [line.strip() for line in text.split("\n") if line.strip()]


def test_a_bundle_follows_its_parts(monkeypatch, tmp_path):
    monkeypatch.setattr("pmdash.web.bundles.SOURCES", tmp_path)
    monkeypatch.setattr("pmdash.web.bundles.OUTPUT", tmp_path / "out")
    monkeypatch.setitem(BUNDLES, "x.js", ("js/a.js", "js/b.js"))
    (tmp_path / "js").mkdir()
    for name in "ab":
        (tmp_path / "js" / f"{name}.js").write_text(f"const name = '{name}';")
    assert Path(finders.find("x.js")).read_text().count("const name") == 2
    (tmp_path / "js" / "b.js").write_text("const other = 1;")
    assert "other" in Path(finders.find("x.js")).read_text()


def test_every_icon_that_is_named_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    templates = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    named = {
        name for page in templates for name in re.findall(r'{% icon "([\w-]+)"', page.read_text())
    }
    assert named <= sprite


def test_style_sheets_and_scripts_leave_room_for_the_page_in_forty_kilobytes():
    size = sum(len(brotli.compress(Path(finders.find(name)).read_bytes())) for name in BUNDLES)
    assert size < 30_000
