"""Bars and columns of charts: plain numbers that a template puts into SVG attributes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Text = str | Promise

FULL: Final = 100.0
GAP: Final = 0.4
HEIGHT: Final = 116
LEAST: Final = 1.2
WORDS: Final[Mapping[str, Text]] = {
    "late": gettext_lazy("%(count)d late"),
    "risk": gettext_lazy("%(count)d at risk"),
    "ok": gettext_lazy("%(count)d in time"),
}


@dataclass(frozen=True)
class Mark:
    """A part of a bar; `x` and `width` are percentages, `label` is its accessible name."""

    label: str
    words: str
    url: str
    tone: str
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """One row of a chart: what it is about, its parts, and the figures beside it."""

    title: str
    url: str
    total: int
    late: int
    late_url: str
    oldest: str
    oldest_url: str
    marks: Sequence[Mark]
    nobody: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a chart; `y` and `height` are units of a chart that is 120 high."""

    label: Text
    words: Text
    count: int
    url: str
    tone: str
    x: str
    width: str
    y: int
    height: int


def stack(title: str, parts: Mapping[str, tuple[int, str]], most: int) -> list[Mark]:
    """The parts of a bar side by side: number and address by tone; `most` is as long as it gets."""
    marks, x = [], 0.0
    shown = {tone: part for tone, part in parts.items() if part[0]}
    for tone, (count, url) in shown.items():
        width = max(LEAST, (FULL - GAP * 3) * count / most)
        words = str(WORDS[tone]) % {"count": count}
        label = _("%(title)s: %(words)s") % {"title": title, "words": words}
        marks.append(Mark(label, words, url, tone, f"{x:.1f}%", f"{width:.1f}%"))
        x += width + GAP
    return marks


def columns(counted: Sequence[tuple[Text, Text, int, str, str]]) -> list[Column]:
    """Columns side by side, the largest as high as the chart."""
    most = max((count for _label, _words, count, _url, _tone in counted), default=0) or 1
    step = FULL / max(1, len(counted))
    return [
        Column(
            label=label,
            words=words,
            count=count,
            url=url,
            tone=tone,
            x=f"{number * step + step * 0.16:.1f}%",
            width=f"{step * 0.68:.1f}%",
            y=120 - _height(count, most),
            height=_height(count, most),
        )
        for number, (label, words, count, url, tone) in enumerate(counted)
    ]


def _height(count: int, most: int) -> int:
    return max(2, round(HEIGHT * count / most)) if count else 0
