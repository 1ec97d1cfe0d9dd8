"""The notes tab."""

import json
import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.support.office import Worker


def test_notes_have_their_author_and_keep_their_lines_and_links(wendy, office):
    app_uid = office.purchase()
    office.wendy.note(app_uid, "first line\nsee https://example.test/x, and javascript:alert(1)")
    shown = wendy.get(f"/cases/{app_uid}/1/notes/").content.decode()
    assert "Wendy Marsh" in shown
    assert "first line\nsee " in shown
    link = re.search(r'<a href="https://example.test/x"([^>]*)>', shown)
    assert "noopener" in link.group(1)
    assert 'href="javascript' not in shown


def test_notes_are_paged(wendy, office):
    app_uid = office.purchase()
    for number in range(27):
        office.wendy.note(app_uid, f"note {number:02}")
    first = wendy.get(f"/cases/{app_uid}/1/notes/").content.decode()
    second = wendy.get(f"/cases/{app_uid}/1/notes/?page=2").content.decode()
    assert "1 to 25 of 27" in first
    assert "26 to 27 of 27" in second
    shown = re.findall(r"note \d\d", first) + re.findall(r"note \d\d", second)
    assert len(shown) == len(set(shown)) == 27


@pytest.fixture
def talked_about(office) -> str:
    """A purchase with a note each of wendy and of mary."""
    app_uid = office.split_purchase()
    office.mary.claim(app_uid, 2)
    office.wendy.note(app_uid, "The Printers are urgent")
    office.mary.note(app_uid, "No money left")
    return app_uid


def shown_notes(client, app_uid: str, query: str) -> list[str]:
    page = client.get(f"/cases/{app_uid}/notes/{query}").content.decode()
    return re.findall(r'<p class="lines" dir="auto">(.*?)</p>', page)


def test_notes_are_found_by_words(wendy, talked_about):
    assert shown_notes(wendy, talked_about, "?q=printers") == ["The Printers are urgent"]
    assert shown_notes(wendy, talked_about, "?q=chairs") == []


def test_notes_are_found_by_author(wendy, talked_about):
    page = wendy.get(f"/cases/{talked_about}/notes/").content.decode()
    mary = re.search(r'<option value="([0-9a-f]{32})">Mary Quinn</option>', page)
    assert mary

    assert shown_notes(wendy, talked_about, f"?author={mary[1]}") == ["No money left"]


def test_notes_are_found_by_day(wendy, talked_about):
    today = timezone.localdate(timezone=ZoneInfo("America/New_York"))
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)

    assert len(shown_notes(wendy, talked_about, f"?since={yesterday}&until={tomorrow}")) == 2
    assert shown_notes(wendy, talked_about, f"?until={yesterday}") == []
    assert shown_notes(wendy, talked_about, f"?since={tomorrow}") == []


def test_no_match_says_so_and_leads_back(wendy, talked_about):
    page = wendy.get(f"/cases/{talked_about}/notes/?q=chairs&list=participated").content.decode()

    assert "No note matches" in page
    assert f'href="/cases/{talked_about}/notes/?list=participated"' in page


def test_mistakes_are_named_and_hide_nothing(wendy, talked_about):
    page = wendy.get(f"/cases/{talked_about}/notes/?since=2026-05-02&until=2026-05-01&q=money")

    assert "not before the first one" in page.content.decode()
    assert "The Printers are urgent" in page.content.decode()


def test_what_is_found_is_paged(wendy, office):
    app_uid = office.purchase()
    for number in range(28):
        office.wendy.note(app_uid, f"{'odd' if number % 2 else 'even'} {number:02}")
        office.wendy.note(app_uid, f"odd one {number:02}")

    first = shown_notes(wendy, app_uid, "?q=odd")
    second = shown_notes(wendy, app_uid, "?q=odd&page=2")

    assert len(first) == 25
    assert len({*first, *second}) == 42


def test_no_notes_say_so(wendy, office):
    assert b"No notes yet" in wendy.get(f"/cases/{office.purchase()}/1/notes/").content


@pytest.mark.parametrize("query", ["?page=0", "?page=abc", "?page=999999999999"])
def test_odd_pages_are_answered(wendy, office, query):
    assert wendy.get(f"/cases/{office.purchase()}/1/notes/{query}").status_code == 200


WORLD = Path(__file__).parents[1] / "contract" / "scenarios" / "world.json"


@pytest.fixture
def leave_without_notes(sandbox):
    """A case of operator1 in a process that gives nobody a permission on notes."""
    sandbox.reset(world=json.loads(WORLD.read_text()))
    yield Worker(sandbox.url, "operator1").start("Apply for leave", {"leaveReason": "Family"})
    sandbox.reset(world=None)


def test_who_may_not_read_the_notes_is_told_plainly(leave_without_notes, sign_in):
    answer = sign_in("operator1").get(f"/cases/{leave_without_notes}/notes/")
    assert answer.status_code == 200
    assert b"You may not read the notes of this case" in answer.content
