"""What pmdash keeps about lists: views that people have saved."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


def no_columns() -> list[str]:
    """A view leaves nothing out unless it says so."""
    return []


class SavedView(models.Model):
    """A list with filters, order and columns under a name.

    `query` is that of its address, encoded; `hidden_columns` the names of those it leaves out.

    A shared view can be opened by everybody of the same server and workspace who may see the
    list, and changed by its owner alone. What a list holds for somebody ProcessMaker decides.
    """

    server = models.CharField(max_length=300)
    owner_uid = models.CharField(max_length=32)
    owner_name = models.CharField(max_length=200)
    list = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    hidden_columns = models.JSONField(default=no_columns)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["server", "owner_uid", "list", "name"], name="one_view_of_a_name"
            )
        ]
        indexes = [models.Index(fields=["server", "owner_uid"])]

    def __str__(self) -> str:
        return self.name
