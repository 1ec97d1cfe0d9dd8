"""What pmdash keeps about PM tables: files on their way into one, and what they replaced."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    READY = "ready", _("Not sent yet")
    SENDING = "sending", _("Being sent")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class TableBackup(models.Model):
    """All rows of a PM table, as CSV, from the moment before they were overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    server = models.CharField(max_length=300)
    table_uid = models.CharField(max_length=32, db_index=True)
    table_name = models.CharField(max_length=200)
    user_uid = models.CharField(max_length=32)
    user_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    count = models.PositiveIntegerField()
    csv = models.TextField()

    class Meta:
        app_label = "cases"


class TableImport(models.Model):
    """A file that somebody uploaded for a PM table, and how far it has got there.

    ``headers`` and ``rows`` are the file's texts; ``mapping`` gives the column of the file for
    each column of the table. ``chosen`` are the positions of the rows that are sent, ``sent`` of
    them are in the table for certain and the next ``part`` are under way for the ``tries``-th time,
    in nobody else's hand before ``lease_until``. ``before`` is what the table held. ``result`` says
    what became of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    server = models.CharField(max_length=300)
    table_uid = models.CharField(max_length=32)
    user_uid = models.CharField(max_length=32)
    file_name = models.CharField(max_length=255)
    headers = models.JSONField()
    rows = models.JSONField()
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READY)
    result = models.JSONField(default=dict)
    backup = models.ForeignKey(TableBackup, null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    table_name = models.CharField(max_length=200, blank=True)
    user_name = models.CharField(max_length=200, blank=True)
    grant = models.ForeignKey("accounts.Grant", null=True, on_delete=models.SET_NULL)
    event = models.ForeignKey("AuditEvent", null=True, on_delete=models.SET_NULL)
    overwrite = models.BooleanField(default=False)
    chosen = models.JSONField(default=list)
    before = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    part = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    stopping = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveBigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "cases"
        constraints = [
            models.UniqueConstraint(
                fields=["server", "table_uid"],
                condition=models.Q(state="sending"),
                name="one_import_a_table",
            )
        ]

    @property
    def owner_uid(self) -> str:
        """In whose name the rows are sent."""
        return self.user_uid

    @property
    def kept(self) -> int:
        """The rows of the table that stay, whatever is sent."""
        return 0 if self.overwrite else self.before


class NamedReport(models.Model):
    """An endpoint that an administrator has added to extraRest, offered here under a title.

    ``name`` is the last part of its address below ``extrarest/cases/``; ``parameters`` are
    objects with ``name``, ``label``, ``type`` (date, number, text) and ``required``.
    """

    server = models.CharField(max_length=300)
    title = models.CharField(_("Title"), max_length=100)
    name = models.SlugField(_("Endpoint"), max_length=100)
    description = models.CharField(_("Description"), max_length=300, blank=True)
    permission = models.CharField(_("Needed permission"), max_length=60, default="PM_ALLCASES")
    parameters = models.JSONField(default=list)
    label_column = models.CharField(_("Column of the labels"), max_length=60, blank=True)
    figure_column = models.CharField(_("Column of the figures"), max_length=60, blank=True)
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "cases"
        constraints = [
            models.UniqueConstraint(fields=["server", "name"], name="one_report_an_endpoint")
        ]
