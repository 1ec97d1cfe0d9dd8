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
    """A file that somebody uploaded for a PM table.

    ``headers`` and ``rows`` are the file's texts; ``mapping`` gives the column of the file for
    each column of the table. ``result`` says what became of it.
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

    class Meta:
        app_label = "cases"


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
