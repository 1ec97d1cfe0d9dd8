"""A job of one case: asked for on its page, which is its confirmation, and told of there.

It has no dry run: the page has just read the case. From then on it is a job like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases.job_states import ItemState, JobState
from cases.jobs.collecting import planned_item
from cases.jobs.doorbell import ring_after_commit
from cases.jobs.operations import OPERATIONS
from cases.jobs.planning import Planning
from cases.jobs.selection import Found
from cases.models import Job, JobEvent, JobItem
from cases.services.actor import Actor, CaseRef
from processmaker.models import CaseRow

KIND: Final = "case"
"""The kind of selection that tells these jobs from others."""


def generate_document(actor: Actor, row: CaseRow, document_uid: str, title: str) -> JobItem:
    """Have an output document of a task made; the item of the one that is under way, if one is.

    Other documents of the same task may be asked for meanwhile: the lease of the case lets one
    write after the other.
    """
    params = {"document_uid": document_uid, "document_title": title}
    key = f"{actor.server}/{row.app_uid}/{row.del_index}/{document_uid}"
    try:
        return _run(actor, "generate", params, row, key)
    except IntegrityError:
        # It may have ended in this moment; then it is made anew.
        running = JobItem.objects.select_related("job").filter(live_key=key).first()
        return running or _run(actor, "generate", params, row, key)


def documents_of(
    owner_uid: str, server: str, ref: CaseRef, document_uids: list[str]
) -> dict[str, JobItem]:
    """The newest item, with its job, of each of these documents that the person asked for."""
    found: QuerySet[JobItem] = JobItem.objects.filter(
        job__owner_uid=owner_uid,
        job__server=server,
        job__operation="generate",
        job__selection__kind=KIND,
        app_uid=ref.app_uid,
        del_index=ref.del_index,
    )
    by_document = {
        item.job.params["document_uid"]: item for item in found.select_related("job").order_by("pk")
    }
    return {uid: by_document[uid] for uid in document_uids if uid in by_document}


def _run(
    actor: Actor, operation: str, params: Mapping[str, Any], row: CaseRow, live_key: str
) -> JobItem:
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.create(
            operation=operation,
            params=dict(params),
            selection={"kind": KIND, "refs": [[row.app_uid, row.del_index]]},
            state=JobState.RUNNING,
            server=actor.server,
            owner_uid=actor.me.uid,
            owner_name=actor.me.name,
            grant_id=actor.me.grant_id,
            confirmed_at=now,
        )
        JobEvent.objects.create(job=job, state=JobState.RUNNING, who=actor.me.name)
        item = planned_item(OPERATIONS[operation], Planning(job, actor), Found(row))
        item.live_key = live_key if item.state == ItemState.PLANNED else None
        item.save()
        ring_after_commit(job.pk)
    return item
