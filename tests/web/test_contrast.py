"""Every text and mark of the tokens can be read: 4.5:1 for text, 3:1 for marks and edges."""

import re
from pathlib import Path

import pytest
from django.conf import settings

PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\)")
GROUNDS = ("bg", "surface", "surface-2", "hover", "float")
MEANINGS = ("late", "risk", "success", "danger", "info", "neutral", "accent")
INKS = ("ink", "ink-2", "ink-3")

TEXTS = [
    *((ink, ground) for ink in (*INKS, "accent") for ground in GROUNDS),
    *((meaning, ground) for meaning in MEANINGS for ground in (*GROUNDS, f"{meaning}-soft")),
    *((ink, f"{meaning}-soft") for ink in INKS for meaning in MEANINGS),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-danger", "danger-solid"),
    ("ink", "mark"),
]
MARKS = [
    *(
        (f"{meaning}-solid", ground)
        for meaning in ("late", "risk", "success", "danger", "info")
        for ground in ("surface", "surface-2", "bg")
    ),
    *(("control", ground) for ground in ("surface", "surface-2", "float")),
    *(("focus", ground) for ground in GROUNDS),
]


def tokens(block):
    """The colours of the usual theme, or of the one for people who want more contrast."""
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    usual = css.split("@media (prefers-contrast")[0]
    found = {name: (light, dark) for name, light, dark in PAIR.findall(usual)}
    if block == "more":
        more = css.split("@media (prefers-contrast")[1]
        found |= {name: (light, dark) for name, light, dark in PAIR.findall(more)}
    return found


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("block", ["usual", "more"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "floor"), [(TEXTS, 4.5), (MARKS, 3.0)], ids=["texts", "marks"])
def test_contrast(block, theme, pairs, floor):
    colours = tokens(block)
    weak = {
        pair: round(ratio(colours[pair[0]][theme], colours[pair[1]][theme]), 2) for pair in pairs
    }
    assert {pair: value for pair, value in weak.items() if value < floor} == {}
