"""Drafts of forms over HTTP: kept, restored, never in the way of newer values."""

import re
from html import unescape

from django.test import Client

from accounts import tokens
from cases.models import FormDraft
from tests.cases.test_case_form_tab import filled, open_form, purchase_form, send
from tests.support.sign_ins import take_back


def draft_url(page) -> str:
    return unescape(re.search(r'data-draft-url="([^"]+)"', page.html)[1])


def keep(client, page, **changed: str):
    """Post what is typed, as the script does a second after the last key."""
    data = dict(page.query().lists()) | changed
    return client.post(draft_url(page), data)


def test_what_is_typed_is_kept_and_restored(wendy, office, sandbox):
    app_uid = office.purchase()
    page = open_form(wendy, app_uid)
    before = len(sandbox.ledger())

    kept = keep(wendy, page, **{"form-what": "Three chairs"})

    assert "Unsaved since" in kept.content.decode()
    again = open_form(wendy, app_uid).html
    assert 'value="Three chairs"' in again
    assert "Your draft is restored" in again
    assert len(sandbox.ledger()) == before


def test_what_is_kept_cannot_be_read_in_the_database(wendy, office):
    keep(wendy, open_form(wendy, office.purchase()), **{"form-what": "Secret chairs"})

    assert "Secret" not in FormDraft.objects.get().sealed


def test_nobody_else_sees_it(wendy, silvia, office):
    app_uid = office.purchase()
    keep(wendy, open_form(wendy, app_uid), **{"form-what": "Three chairs"})

    assert "Three chairs" not in silvia.get(f"/cases/{app_uid}/1/").content.decode()


def test_it_is_gone_after_saving_and_after_discarding(wendy, office):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    keep(wendy, page, **{"form-what": "Three chairs"})
    send(wendy, app_uid, page, go="stay", **filled(page))
    assert not FormDraft.objects.exists()

    page = open_form(wendy, app_uid)
    keep(wendy, page, **{"form-what": "Four chairs"})
    answer = wendy.post(draft_url(page), {"discard": "1"})

    assert answer.status_code == 302
    assert not FormDraft.objects.exists()
    assert "Four chairs" not in open_form(wendy, app_uid).html


def test_a_draft_over_older_values_shows_both_and_lets_one_choose(wendy, office):
    app_uid = office.purchase()
    keep(wendy, open_form(wendy, app_uid), **{"form-what": "Three chairs"})
    office.wendy.set(app_uid, 1, what="Two tables")

    page = open_form(wendy, app_uid)

    assert "choose" in page.html
    assert "Three chairs" in page.html
    assert 'value="Two tables"' in page.html
    link = re.search(r'href="[^"]*(\?[^"]*draft=use)"', page.html)
    assert link
    chosen = open_form(wendy, app_uid, unescape(link[1]))
    assert 'value="Three chairs"' in chosen.html


def test_a_form_over_older_values_is_not_sent_until_one_chooses(wendy, office, sandbox):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    office.wendy.set(app_uid, 1, what="Two tables")
    before = len(sandbox.ledger())

    answer = send(wendy, app_uid, page, go="stay", **filled(page))

    read = answer.content.decode()
    assert answer.status_code == 409
    assert "Two tables" in read
    assert "Two label printers" in read
    assert len(sandbox.ledger()) == before
    again = send(wendy, app_uid, type(page)(read), go="stay")
    assert again.status_code == 302
    assert office.wendy.call("GET", f"/cases/{app_uid}/variables")["what"] == "Two label printers"


def test_values_of_others_in_other_fields_are_no_conflict(wendy, office):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    office.wendy.set(app_uid, 1, somethingElse="1")

    assert send(wendy, app_uid, page, go="stay", **filled(page)).status_code == 302


def test_what_was_typed_is_shown_where_the_task_is_gone(wendy, office):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    office.wendy.route(app_uid)

    answer = send(wendy, app_uid, page, go="stay", **filled(page))

    assert answer.status_code == 409
    assert "Two label printers" in answer.content.decode()


def test_an_endless_draft_is_refused(wendy, office):
    page = open_form(wendy, office.purchase())

    answer = keep(wendy, page, **{"form-what": "x" * 600_000})

    assert answer.status_code == 413
    assert not FormDraft.objects.exists()


def test_a_signed_out_person_keeps_nothing(db, client, office):
    answer = client.post(f"/cases/{office.purchase()}/1/form/draft/?step={'0' * 32}", {"a": "b"})

    assert answer.status_code == 302
    assert not FormDraft.objects.exists()


def test_what_is_typed_after_the_sign_in_has_ended_is_kept_for_the_same_person(wendy, office):
    app_uid = office.purchase()
    page = open_form(wendy, app_uid)

    kept = keep(Client(), page, **{"form-what": "Three chairs"})

    assert "Your sign-in has ended" in kept.content.decode()
    assert 'value="Three chairs"' in open_form(wendy, app_uid).html


def test_what_is_sent_after_the_sign_in_has_ended_is_kept_and_not_written(wendy, office, sandbox):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    before = len(sandbox.ledger())

    answer = send(Client(), app_uid, page, go="next", **filled(page))

    assert answer["Location"].startswith("/accounts/login/?next=")
    assert len(sandbox.ledger()) == before
    again = open_form(wendy, app_uid).html
    assert 'value="Two label printers"' in again
    assert 'name="form-items-n1-description" value="Printer"' in again


def test_what_is_sent_with_tokens_that_were_taken_back_is_kept(wendy, office, monkeypatch):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    monkeypatch.setattr(tokens, "GRACE_SECONDS", 0)
    take_back("wendy")

    answer = send(wendy, app_uid, page, go="next", **filled(page))

    assert answer["Location"].startswith("/accounts/login/?next=")
    assert FormDraft.objects.get().app_uid == app_uid


def test_a_made_up_ticket_keeps_nothing(wendy, office):
    page = open_form(wendy, office.purchase())

    answer = keep(Client(), page, draft_ticket="made:up:ticket")

    assert answer["Location"].startswith("/accounts/login/")
    assert not FormDraft.objects.exists()


def test_the_form_is_sent_to_its_step_wherever_it_is_shown(wendy, office):
    app_uid = office.purchase()
    page = wendy.get(f"/cases/{app_uid}/1/?list=draft").content.decode()
    target = re.search(r'<form id="dynaform"[^>]* action="([^"]+)"', page)

    assert target
    assert unescape(target[1]).startswith(f"/cases/{app_uid}/1/form/?list=draft&step=")
