"""Typed models out of records of every spelling."""

from datetime import UTC, date, datetime

import msgspec
import pytest

from processmaker import models
from processmaker.decoding import build, build_all
from processmaker.fields import FieldError

UID = "1" * 32


def test_keys_are_found_in_any_case():
    for record in (
        {"usr_uid": UID, "usr_firstname": "Olga", "usr_due_date": "2030-12-31"},
        {"USR_UID": UID, "USR_FIRSTNAME": "Olga", "USR_DUE_DATE": "2030-12-31 00:00:00"},
        {"userId": UID, "firstName": "Olga", "duedate": "2030-12-31", "unknown": [1]},
    ):
        user = build(models.User, record, UTC)
        assert (user.uid, user.name, user.expires_on) == (UID, "Olga", date(2030, 12, 31))


def test_nested_records_lists_and_blanks():
    record = {
        "tas_uid": UID,
        "tas_start": "1",
        "route": {"type": "PARALLEL-BY-EVALUATION", "to": {"1": {"rou_number": "2"}}},
        "delegations": [{"del_index": "3", "del_finish_date": "Not finished"}],
        "status": "TASK_IN_PROGRESS",
    }
    task = build(models.CaseTask, record, UTC)
    assert task.is_start
    assert task.route.type is models.RouteType.PARALLEL_BY_EVALUATION
    assert task.route.to[0].number == 2
    assert task.delegations[0].finished_at is None
    assert build(models.CaseTask, {"tas_uid": UID, "route": []}, UTC).route is None


def test_what_a_model_cannot_do_without_is_named():
    with pytest.raises(FieldError, match="tas_uid"):
        build(models.CaseTask, {}, UTC)
    with pytest.raises(FieldError, match="app_number is not a number"):
        build(models.Case, {"app_uid": UID, "app_number": "x"}, UTC)
    with pytest.raises(FieldError, match="object"):
        build(models.Case, [], UTC)
    assert build_all(models.Role, None, UTC) == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("TO_DO", "TO_DO"),
        ("ID_TODO", "TO_DO"),
        ("todo", "TO_DO"),
        ("CANCELED", "CANCELLED"),
        ("Por hacer", "UNKNOWN"),
        ("", "UNKNOWN"),
    ],
)
def test_status_words(word, expected):
    assert models.CaseStatus(word).value == expected


def test_names_of_people():
    task = models.Delegation(first_name="Olga", last_name="Onefield")
    note = models.Note(content="x", username="olga")
    assert (task.user_name, note.user_name) == ("Olga Onefield", "olga")
    assert models.User(full_name="Olga O.").name == "Olga O."


def test_models_can_be_cached():
    page = models.CasePage(
        rows=(
            models.CaseRow(
                app_uid=UID, del_index=1, number=2, due_at=datetime(2026, 1, 1, tzinfo=UTC)
            ),
        ),
        total=1,
        start=0,
        limit=25,
    )
    assert msgspec.json.decode(msgspec.json.encode(page), type=models.CasePage) == page


@pytest.mark.parametrize(
    ("triggers", "before", "after"),
    [
        ({"before": True, "after": False}, True, False),
        ([{"st_type": "AFTER"}, "odd"], False, True),
        ([], False, False),
        (None, False, False),
    ],
)
def test_a_step_knows_its_triggers_in_both_spellings(triggers, before, after):
    step = build(models.Step, {"formId": UID, "formTitle": "Request", "triggers": triggers}, UTC)
    assert step.title == "Request"
    assert (step.has_triggers("before"), step.has_triggers("after")) == (before, after)


def test_values_without_a_type_are_handed_on():
    page = build(models.GridPage, {"data": [{"qty": "2"}], "total": "1"}, UTC)
    assert page.rows == {"1": {"qty": "2"}}
    assert build(models.GridPage, {"data": []}, UTC).rows == {}
    size = build(models.TableField, {"fld_name": "ID", "fld_size": "11"}, UTC).size
    assert size == 11
