"""Choosing cases and operations: lists with their filters, ticked rows, numbers, mistakes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Job
from tests.cases.bulk_pages import BULK, key, text
from tests.support.office import Office

pytestmark = pytest.mark.django_db

CASE = f"{'a' * 32}/1"


def hidden(page: str) -> dict[str, str]:
    form = page[page.index('id="bulk-form"') :]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_a_list_is_taken_with_its_filters(silvia: Client) -> None:
    page = text(
        silvia.get(f"{BULK}?list=search&q=Leave&status=TO_DO&due=late&page=3&operation=pause")
    )
    assert "All that match in the list Search: Text: Leave, Status: Open, Due: Late." in page
    carried = hidden(page)
    assert carried["q"] == "Leave"
    assert carried["due"] == "late"
    assert "page" not in carried
    answer = silvia.post(BULK, {**carried, "plan": "1"})
    assert answer.status_code == 302
    job = Job.objects.get()
    assert job.selection["query"] == {"search": "Leave", "status": "TO_DO"}
    assert job.selection["filters"] == {"due": "late"}


def test_the_number_is_named_where_it_is_known(wendy: Client, silvia: Client) -> None:
    page = text(silvia.get(f"{BULK}?list=review"))
    total = int(re.search(r'<b id="chosen">(\d+) cases', page)[1])
    assert total == len(re.findall("<tr data-case", text(silvia.get("/cases/review/?size=200"))))


def test_ticked_rows_are_carried_along(silvia: Client) -> None:
    page = text(silvia.post(BULK, {"case": [CASE, f"{'b' * 32}/2"], "list": "search"}))
    assert "2 ticked rows." in page
    assert page.count('name="case"') == 2
    assert '<button class="nav-i" type="submit" name="operation" value="pause"' in page


@pytest.mark.parametrize("case", ["", "x/1", f"{'a' * 32}/one", f"{'a' * 32}/1;drop"])
def test_rows_that_make_no_sense_are_refused(silvia: Client, case: str) -> None:
    answer = silvia.post(BULK, {"case": case})
    assert answer.status_code == 422
    assert "The ticked rows cannot be read." in text(answer)


def test_numbers_are_pasted_or_uploaded(silvia: Client) -> None:
    file = SimpleUploadedFile("left.csv", b"\xef\xbb\xbfCase;Who\r\n17;Bob\r\n#18;Ana\r\n17;Bob")
    page = text(silvia.post(BULK, {"by-number": "1", "numbers": "", "file": file}))
    assert "2 case numbers." in page
    assert hidden(page)["numbers"] == "17, 18"
    page = text(silvia.post(BULK, {"by-number": "1", "numbers": "5, 6, 7"}))
    assert hidden(page)["numbers"] == "5, 6, 7"


def test_numbers_that_cannot_be_read_stay_in_the_field(silvia: Client) -> None:
    answer = silvia.post(BULK, {"by-number": "1", "numbers": "17\nseventeen"})
    assert answer.status_code == 422
    assert "Line 2 does not begin with a case number." in text(answer)
    assert "17\nseventeen" in text(answer)
    big = SimpleUploadedFile("big.csv", b"1\n" * 600_000)
    answer = silvia.post(BULK, {"by-number": "1", "file": big})
    assert "The file is larger than 1 MB." in text(answer)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"operation": "reassign"}, "Choose a person."),
        ({"operation": "reassign", "target_uid": "f" * 32}, "Choose a person."),
        ({"operation": "spread", "by": "turn"}, "Choose at least one person."),
        ({"operation": "cancel"}, "Say why the cases are cancelled."),
        ({"operation": "pause", "until_date": "2001-01-01"}, "Choose today or a later day."),
        ({"operation": "variable", "name": "a b"}, "A variable has letters"),
        ({"operation": "note"}, "Write something first."),
        ({"operation": "generate"}, "Choose a document."),
    ],
)
def test_what_is_missing_is_asked_for_again(
    silvia: Client, asked: dict[str, str], error: str
) -> None:
    answer = silvia.post(BULK, {"list": "review", "plan": "1", "submit_key": "k" * 20, **asked})
    assert answer.status_code == 422
    assert error in text(answer)
    assert not Job.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_job(silvia: Client) -> None:
    asked = {"case": CASE, "operation": "note", "text": "hello"}
    sent = {**asked, "plan": "1", "submit_key": key(silvia.post(BULK, asked))}
    assert silvia.post(BULK, sent)["Location"] == silvia.post(BULK, sent)["Location"]
    assert Job.objects.count() == 1
    assert silvia.post(BULK, {**sent, "submit_key": "short"}).status_code == 400


def test_people_who_may_have_the_tasks_are_offered(silvia: Client, office: Office) -> None:
    app_uid = office.unclaimed_leave()
    office.wendy.claim(app_uid, 2)
    page = text(silvia.post(BULK, {"case": f"{app_uid}/2", "operation": "reassign"}))
    offered = re.findall(r'name="target_uid" value="\w{32}".*?<bdi>([^<]+)', page)
    assert "Jun Takahashi" in offered
    assert "Silvia Ortega" in offered
    assert "Bob Tanner" not in offered


def test_without_cases_the_ways_to_choose_are_shown(silvia: Client) -> None:
    page = text(silvia.get(BULK))
    assert '<option value="review">Review</option>' in page
    assert 'name="user"' in page
    assert silvia.get(f"{BULK}?list=nonsense").status_code == 200


def test_filters_are_told_in_words(silvia: Client) -> None:
    page = text(silvia.get(f"{BULK}?list=review&due=none&user=none&q=late"))

    assert "Due: no due date" in page
    assert "Person: Nobody" in page
    assert ": late" in page
