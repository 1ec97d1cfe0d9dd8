"""The quick way of reading a grant brings what Django brings."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from accounts.grant_row import read_grant
from accounts.models import Grant, Preferences

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
PLACE = {"server": "https://bpm.example.com", "workspace": "workflow", "user_uid": "a" * 32}


def keep_grant() -> Grant:
    hidden = {"inbox": ["due"]}
    preferences = Preferences.objects.create(
        **PLACE, theme="dark", hidden_columns=hidden, notice_jobs=False
    )
    return Grant.objects.create(
        **PLACE,
        preferences=preferences,
        permissions=["PM_CASES"],
        permissions_known=False,
        identity_at=MOMENT,
        sealed_tokens="sealed",
        key_id="1",
    )


def values(record: Grant | Preferences) -> dict[str, object]:
    fields = record._meta.concrete_fields
    return {field.attname: getattr(record, field.attname) for field in fields}


def test_every_field_is_as_django_reads_it() -> None:
    kept = Grant.objects.select_related("preferences").get(id=keep_grant().id)
    read = read_grant(kept.id)
    assert read is not None
    assert values(read) == values(kept)
    assert values(read.preferences) == values(kept.preferences)


def test_a_grant_that_was_read_can_be_saved(django_assert_num_queries) -> None:
    read = read_grant(keep_grant().id)
    assert read is not None
    with django_assert_num_queries(1):
        read.preferences.theme = "light"
        read.preferences.save(update_fields=["theme"])
    assert read_grant(read.id).preferences.theme == "light"


def test_an_id_of_nothing_reads_none() -> None:
    assert read_grant(uuid4()) is None
