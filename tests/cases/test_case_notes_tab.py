"""The notes tab."""

import re

import pytest


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


def test_a_process_without_permission_on_notes_is_said_plainly(wendy, office, sandbox):
    sandbox.fault("unauthorized_401", path="/cases/*/notes/paged")
    answer = wendy.get(f"/cases/{office.purchase()}/1/notes/")
    assert answer.status_code == 200
    assert b"You may not read the notes of this case" in answer.content
