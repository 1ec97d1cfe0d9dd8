"""The notes tab."""

import json
import re
from pathlib import Path

import pytest

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
