"""Making a job: from the form of a page, from the failures of another job, or to take one back.

A new job is collected and planned in the background; nothing is sent before it is confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.job_states import RETRYABLE_ITEMS, ItemState
from cases.jobs.doorbell import ring_after_commit
from cases.jobs.operation import Operation
from cases.jobs.operations import OPERATIONS, operation_of
from cases.models import Job
from cases.services.actor import Actor

Params = Mapping[str, Any]
Selection = Mapping[str, Any]

NUMBERS_AT_MOST = 20_000


class NotAllowed(Exception):
    """The role lacks every permission that the operation asks for; ``needs`` names them."""

    def __init__(self, needs: Iterable[str]) -> None:
        super().__init__(", ".join(sorted(needs)))
        self.needs = tuple(sorted(needs))


def create_job(
    actor: Actor,
    operation: str,
    params: Params,
    selection: Selection,
    *,
    parent: Job | None = None,
    relation: str = "",
) -> Job:
    """Make a job and ring for a worker to plan it.

    ``selection`` is described in cases.jobs.selection, ``params`` at each operation.

    Raises:
        ValueError: the operation does not exist, or a parameter is missing; the text names it.
        NotAllowed: the role of the actor does not allow it.
    """
    kind = OPERATIONS.get(operation)
    if kind is None:
        raise ValueError(f"operation: one of {', '.join(OPERATIONS)} is expected")
    _check(kind, actor, params)
    with transaction.atomic():
        job = Job.objects.create(
            operation=operation,
            params=dict(params),
            selection=dict(selection),
            server=actor.server,
            owner_uid=actor.me.uid,
            owner_name=actor.me.name,
            grant_id=actor.me.grant_id,
            parent=parent,
            relation=relation,
        )
        ring_after_commit(job.pk)
    return job


def _check(kind: Operation, actor: Actor, params: Params) -> None:
    if not kind.is_for(actor.me):
        raise NotAllowed(kind.needs)
    for name in kind.requires:
        if not params.get(name):
            raise ValueError(f"{name}: it must not be empty")


def retry(actor: Actor, job: Job, states: Iterable[ItemState] = RETRYABLE_ITEMS) -> Job:
    """A new job for what did not work: planned anew from what is true now."""
    selection = {"kind": "items", "job": job.pk, "states": list(states)}
    return create_job(actor, job.operation, job.params, selection, parent=job, relation="retry")


def undo(actor: Actor, job: Job) -> Job:
    """A new job that gives reassigned cases back to those who had them, where it still can.

    Raises:
        ValueError: what the job did cannot be taken back.
    """
    if not operation_of(job).undoable:
        raise ValueError("operation: only a reassignment can be taken back")
    selection = {"kind": "undo", "job": job.pk}
    return create_job(actor, "undo", {}, selection, parent=job, relation="undo")


def case_numbers(text: str) -> list[int]:
    """The case numbers in a pasted list or the first column of a CSV file, each once.

    Raises:
        ValidationError: a line does not begin with a number (a heading is skipped), there is
            none, or there are more than NUMBERS_AT_MOST.
    """
    numbers: dict[int, None] = {}
    for position, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        for word in line.replace(";", ",").replace("\t", ",").split(",")[: _words(line)]:
            cell = word.strip().strip('"').lstrip("#")
            if cell.isascii() and cell.isdigit() and len(cell) <= 9:
                numbers[int(cell)] = None
            elif cell and position > 1:
                words = {"line": position}
                raise ValidationError(_("Line %(line)d does not begin with a case number.") % words)
    if not numbers:
        raise ValidationError(_("No case number was found: write numbers, one a line."))
    if len(numbers) > NUMBERS_AT_MOST:
        words = {"most": NUMBERS_AT_MOST}
        raise ValidationError(_("These are more than %(most)d case numbers at once.") % words)
    return list(numbers)


def _words(line: str) -> int:
    """How many cells of a line are case numbers: all of a pasted list, else the first."""
    cells = [cell.strip() for cell in line.split(",")]
    return len(cells) if all(cell.lstrip("#").isdigit() for cell in cells if cell) else 1
