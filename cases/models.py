"""What pmdash itself keeps about cases: writes under way and done, submitted forms, bulk jobs.

The cases themselves live in ProcessMaker and are never copied here.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from cases import office_models, view_models  # noqa: F401  Django finds the models of an app here
from cases.job_states import ItemState, JobState

UID = 32


class AuditEvent(models.Model):
    """One write to ProcessMaker: the intent, committed before the call, and what became of it.

    While ``busy_until`` is set the row is also the lease of last resort on the case: at most one
    such row exists for a case, so two processes can never write to it at once, whatever Redis
    forgot. ``fence`` is the number of the writer's lease; a
    result is recorded only while the row is still open, so a writer that was thought dead cannot
    overwrite what was found out meanwhile.
    """

    at = models.DateTimeField(default=timezone.now)
    server = models.CharField(max_length=300)
    user_uid = models.CharField(max_length=UID)
    user_name = models.CharField(max_length=200)
    action = models.CharField(max_length=40)
    app_uid = models.CharField(max_length=UID, blank=True)
    del_index = models.PositiveIntegerField(null=True)
    intent = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    fence = models.BigIntegerField(default=0)
    ticket = models.UUIDField(default=uuid.uuid4, unique=True)
    job_item = models.ForeignKey(
        "JobItem", null=True, on_delete=models.SET_NULL, related_name="events"
    )
    busy_until = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["server", "app_uid"],
                condition=models.Q(busy_until__isnull=False) & ~models.Q(app_uid=""),
                name="one_write_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["app_uid", "at"]), models.Index(fields=["user_uid", "at"])]


class SubmitKey(models.Model):
    """A form that was submitted; a second submission is answered with the first one's result."""

    key = models.CharField(max_length=64)
    user_uid = models.CharField(max_length=UID)
    purpose = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    outcome = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_uid", "key"], name="one_submission_a_form")
        ]


class FormDraft(models.Model):
    """What a person has typed into the form of a step and not sent: theirs alone, for a while.

    ``sealed`` is encrypted with the keys of the tokens: forms hold what is confidential.
    """

    server = models.CharField(max_length=300)
    user_uid = models.CharField(max_length=UID)
    app_uid = models.CharField(max_length=UID)
    del_index = models.PositiveIntegerField()
    step = models.CharField(max_length=UID)
    sealed = models.TextField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["server", "user_uid", "app_uid", "del_index", "step"],
                name="one_draft_a_step_and_person",
            )
        ]


class Job(models.Model):
    """One bulk operation of one person: what, on which cases, and how far it got.

    ``selection`` says how the cases were chosen (see cases.jobs.selection), ``params`` what the
    operation needs (see cases.jobs.operations). Counts are never stored: they are the items'.
    """

    operation = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    selection = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default=JobState.COLLECTING)
    problem = models.JSONField(default=dict)
    server = models.CharField(max_length=300)
    owner_uid = models.CharField(max_length=UID)
    owner_name = models.CharField(max_length=200)
    grant = models.ForeignKey(
        "accounts.Grant", null=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="children"
    )
    relation = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state"]),
            models.Index(fields=["owner_uid", "-created_at"]),
        ]

    @property
    def job_state(self) -> JobState:
        """The state with its label and tone."""
        return JobState(self.state)


class JobEvent(models.Model):
    """One line in the log of a job: it came into ``state``; ``who`` is blank for the job itself."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20)
    who = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]

    @property
    def job_state(self) -> JobState:
        """The state with its label and tone."""
        return JobState(self.state)


class JobItem(models.Model):
    """One case in a job. See cases.job_states for its life.

    ``live_key`` names (server, app_uid, del_index) while the item of a confirmed job can still
    be sent; it is unique, so that two jobs never hold the same delegation. Documents that are
    asked for on the page of a case add their uid, so that each is under way once. ``fence`` grows
    with every claim: only the worker that made the last claim can move the item.
    """

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="items")
    app_uid = models.CharField(max_length=UID)
    del_index = models.PositiveIntegerField()
    number = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300, blank=True)
    task_uid = models.CharField(max_length=UID, blank=True)
    task_title = models.CharField(max_length=200, blank=True)
    process_title = models.CharField(max_length=200, blank=True)
    source_uid = models.CharField(max_length=UID, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    target_uid = models.CharField(max_length=UID, blank=True)
    target_name = models.CharField(max_length=200, blank=True)

    state = models.CharField(max_length=12, default=ItemState.PLANNED)
    reason = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    live_key = models.CharField(max_length=400, null=True, unique=True)  # noqa: DJ001
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    reads = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "app_uid", "del_index"], name="one_item_a_delegation_in_a_job"
            )
        ]
        indexes = [
            models.Index(fields=["job", "state", "due_at"]),
            # The results of a job, the newest first.
            models.Index(fields=["job", "-finished_at"]),
        ]

    @property
    def item_state(self) -> ItemState:
        """The state with its label and tone."""
        return ItemState(self.state)

    def key(self, server: str) -> str:
        """The value of ``live_key`` while this item is live."""
        return f"{server}/{self.app_uid}/{self.del_index}"
