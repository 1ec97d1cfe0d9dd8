"""What the screens of jobs count: reasons, targets, the rate, all from the items of a job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Count
from django.utils import timezone

from cases.job_states import ItemState
from cases.models import Job, JobItem
from cases.services.reasons import sentence

SECONDS: Final = 30
"""How far back the rate is drawn."""
_STEADY: Final = 10
"""Over how many seconds the rate is averaged."""

NOTHING_TO_DO: Final = frozenset(
    {
        "already_there", "already_yours", "same_case", "is_completed", "is_cancelled", "not_open",
        "not_paused", "not_draft", "taken_already", "moved_on", "job_live",
    }
)  # fmt: skip
"""Reasons for which a plan leaves a case out although nothing is wrong with it."""


@dataclass(frozen=True)
class Reason:
    """How many items have this code of ``cases.services.reasons``."""

    code: str
    count: int
    harmless: bool

    @property
    def text(self) -> str:
        """The sentence; the words that differ from case to case are left open."""
        return sentence(self.code, {})


def reasons_of(job: Job, *states: ItemState) -> list[Reason]:
    """Why items are in one of these states, the most frequent reason first."""
    items = JobItem.objects.filter(job=job, state__in=states).exclude(reason="")
    counted = items.order_by().values_list("reason").annotate(many=Count("pk")).order_by("-many")
    return [Reason(code, many, code in NOTHING_TO_DO) for code, many in counted]


@dataclass(frozen=True)
class Share:
    """How many planned cases a person gets, and how many they had when the plan was asked for."""

    name: str
    gets: int
    has: int


def shares_of(job: Job) -> list[Share]:
    """Who gets how many of the planned cases, the most first."""
    planned = (
        JobItem.objects.filter(job=job).exclude(target_uid="").exclude(state=ItemState.SKIPPED)
    )
    counted = planned.order_by().values_list("target_uid", "target_name").annotate(Count("pk"))
    had = {target["uid"]: target.get("open", 0) for target in job.params.get("targets", [])}
    shares = [Share(name, gets, had.get(uid, 0)) for uid, name, gets in counted]
    return sorted(shares, key=lambda share: (-share.gets, share.name))


def finished_a_second(job: Job) -> list[int]:
    """How many items were finished in each of the last :data:`SECONDS` seconds, oldest first."""
    now = timezone.now()
    since = now - timedelta(seconds=SECONDS)
    ends: Iterable[object] = (
        JobItem.objects.filter(job=job, finished_at__gt=since)
        .exclude(state=ItemState.SKIPPED)
        .values_list("finished_at", flat=True)
    )
    ages = Counter(int((now - end).total_seconds()) for end in ends)  # type: ignore[operator]
    return [ages[age] for age in reversed(range(SECONDS))]


def rate_of(seconds: list[int]) -> float:
    """Items a second at this moment."""
    recent = seconds[-_STEADY:]
    begun = next((at for at, count in enumerate(recent) if count), len(recent))
    return sum(recent) / max(1, len(recent) - begun)
