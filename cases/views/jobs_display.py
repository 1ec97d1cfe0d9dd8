"""How the figures of a job are drawn: the bar, the counts that filter its list, the rate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.job_states import ItemState
from cases.jobs.figures import Reason, Share
from cases.jobs.progress import Progress
from cases.jobs.wording import words_of
from cases.models import Job

Text = str | Promise

HEIGHT: Final = 46
WIDTH: Final = 600

GROUPS: Final[dict[str, tuple[ItemState, ...]]] = {
    "done": (ItemState.DONE,),
    "failed": (ItemState.FAILED,),
    "overtaken": (ItemState.SUPERSEDED,),
    "doubt": (ItemState.IN_DOUBT,),
    "hand": (ItemState.CLAIMED, ItemState.SENT),
    "waiting": (ItemState.PLANNED,),
    "cancelled": (ItemState.CANCELLED,),
    "skipped": (ItemState.SKIPPED,),
}
"""What the results are filtered by, under its name in the query."""
ALWAYS: Final = ("done", "failed", "waiting")
LOOKS: Final[dict[str, tuple[Text, str]]] = {
    "failed": (gettext_lazy("Failed"), "danger"),
    "overtaken": (gettext_lazy("Overtaken by others"), "risk"),
    "doubt": (gettext_lazy("In doubt"), "risk"),
    "hand": (gettext_lazy("In hand"), "info"),
    "waiting": (gettext_lazy("Waiting"), ""),
    "cancelled": (gettext_lazy("Stopped before"), ""),
    "skipped": (gettext_lazy("Left out"), ""),
}


@dataclass(frozen=True)
class Figure:
    """A count that is a link to what it counts."""

    name: str
    label: Text
    tone: str
    count: int
    small: str = ""


@dataclass(frozen=True)
class Stretch:
    """A part of a bar, in percent of its length."""

    css: str
    start: float
    length: float


def figures(job: Job, progress: Progress) -> list[Figure]:
    """The outcomes of a job that runs or has run; few of them are shown when they are nought."""
    found = []
    for name, states in GROUPS.items():
        count = sum(progress.counts.get(state, 0) for state in states)
        label, tone = LOOKS.get(name) or (words_of(job).done, "success")
        if count or name in ALWAYS:
            found.append(Figure(name, label, tone if count else "", count))
    return found


def bar(figures: Iterable[Figure], total: int) -> list[Stretch]:
    """The parts of the bar that are done, one after another."""
    parts, start = [], 0.0
    for figure in figures:
        if figure.name in ("waiting", "skipped", "hand") or not figure.count:
            continue
        length = 100 * figure.count / max(1, total)
        parts.append(Stretch(figure.tone or "skipped", round(start, 2), round(length, 2)))
        start += length
    return parts


def plan_figures(job: Job, progress: Progress, reasons: Sequence[Reason]) -> list[Figure]:
    """What a plan comes to: what will be done, what need not be, what cannot be."""
    harmless = sum(reason.count for reason in reasons if reason.harmless)
    cannot = progress.skipped - harmless
    return [
        Figure("will", words_of(job).will, "mine", progress.total),
        Figure("skip", _("Skipped"), "", harmless, _("nothing to do")),
        Figure("no", _("Cannot be done"), "danger" if cannot else "", cannot),
    ]


def plan_bar(parts: Sequence[Figure]) -> list[Stretch]:
    total, start, found = sum(part.count for part in parts), 0.0, []
    for part in parts:
        length = 100 * part.count / max(1, total)
        if part.count:
            found.append(Stretch(part.tone or "skipped", round(start, 2), round(length, 2)))
        start += length
    return found


@dataclass(frozen=True)
class DrawnShare:
    """A person of a plan, with the parts of their bar in percent."""

    share: Share
    has: float
    gets: float

    @property
    def total(self) -> int:
        return self.share.has + self.share.gets


def drawn_shares(shares: Sequence[Share]) -> list[DrawnShare]:
    most = max((share.has + share.gets for share in shares), default=1)
    return [
        DrawnShare(share, round(90 * share.has / most, 2), round(90 * share.gets / most, 2))
        for share in shares
    ]


def spark(seconds: Sequence[int]) -> str:
    """The path of the rate, left to right."""
    top = max(*seconds, 1)
    step = WIDTH / (len(seconds) - 1)
    points = (
        f"{round(at * step)} {round(HEIGHT - 4 - (HEIGHT - 8) * count / top)}"
        for at, count in enumerate(seconds)
    )
    return "M" + " L".join(points)


def time_left(waiting: int, rate: float) -> str:
    """“about 14 s left”, or nothing where the rate is not known."""
    if not waiting or rate <= 0:
        return ""
    seconds = max(1, round(waiting / rate))
    if seconds < 90:
        return _("about %(seconds)d s left") % {"seconds": seconds}
    minutes = round(seconds / 60)
    return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {
        "count": minutes
    }
