"""The form tab over HTTP: steps, filling in, what is saved, what is refused."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.forms.page import Page


def open_form(client, app_uid: str, query: str = "", index: int = 1) -> Page:
    answer = client.get(f"/cases/{app_uid}/{index}/form/{query}")
    assert answer.status_code == 200
    return Page(answer.content.decode())


def send(client, app_uid: str, page: Page, index: int = 1, query: str = "", **changed):
    """Post what the page shows, with some inputs changed."""
    data = dict(page.query().lists())
    data |= {name: [value] for name, value in changed.items()}
    return client.post(f"/cases/{app_uid}/{index}/form/{query}", data)


def purchase_form(client, app_uid: str) -> Page:
    """The purchase request with one row of items, as the button adds it."""
    page = open_form(client, app_uid)
    return Page(send(client, app_uid, page, **{"form.row": "add:items"}).content.decode())


FILLED = {
    "form-what": "Two label printers",
    "form-amount": "498.50",
    "form-neededBy": "2027-01-15T10:30",
    "form-urgent": "1",
    "form-items-n1-description": "Printer",
    "form-items-n1-quantity": "2",
    "form-items-n1-unit": "pc",
    "form-items-n1-price": "249.25",
}


def filled(page: Page, **more: str) -> dict[str, str]:
    """Everything that the purchase request asks for."""
    centre = page.options["form-costCentre"][-1]
    return {**FILLED, "form-costCentre": centre, **more}


def test_my_task_opens_with_its_form(wendy, office):
    page = wendy.get(f"/cases/{office.purchase()}/1/").content.decode()

    assert 'id="dynaform"' in page
    assert 'value="Label printers"' in page
    assert "Steps of this task" in page


def test_what_is_filled_in_is_saved_as_processmaker_writes_it(wendy, office):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)

    answer = send(wendy, app_uid, page, go="stay", **filled(page))

    assert answer.status_code == 302
    held = office.wendy.call("GET", f"/cases/{app_uid}/variables")
    assert (held["what"], held["what_label"]) == ("Two label printers", "Two label printers")
    assert (held["urgent"], held["urgent_label"]) == ("1", "Yes")
    assert (held["neededBy"], held["neededBy_label"]) == (
        "2027-01-15 10:30:00",
        "2027-01-15 10:30",
    )
    assert held["items"]["1"]["unit_label"] == "piece"
    assert held["items"]["1"]["total"] == "498.5"
    assert held["costCentre_label"] not in ("", held["costCentre"])


def test_the_next_step_opens_after_saving(wendy, office):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)

    answer = send(wendy, app_uid, page, go="next", **filled(page))

    assert answer.status_code == 302
    opened = wendy.get(answer["Location"]).content.decode()
    assert "This step asks for a document" in opened
    assert "Offer of the supplier" in opened
    assert "at most 5.0" in opened
    assert "Saved." in opened


def test_errors_are_listed_nothing_is_saved_and_nothing_typed_is_lost(wendy, office, sandbox):
    app_uid = office.purchase()
    page = open_form(wendy, app_uid)
    before = len(sandbox.ledger())

    answer = send(wendy, app_uid, page, **{"form-what": "", "form-amount": "much"})

    read = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#f-what"' in read
    assert "Enter a number with a point for decimals" in read
    assert 'value="much"' in read
    assert len(sandbox.ledger()) == before


def test_the_same_form_sent_twice_is_saved_once(wendy, office, sandbox):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    send(wendy, app_uid, page, go="stay", **filled(page))
    saves = len(sandbox.ledger())

    again = send(wendy, app_uid, page, go="stay", **filled(page))

    assert again.status_code == 302
    assert len(sandbox.ledger()) == saves


def test_files_are_uploaded_and_stand_in_the_variable(wendy, office):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    data = dict(page.query().lists()) | filled(page, go="stay")
    file = SimpleUploadedFile("offer.pdf", b"%PDF-1.4\n", "application/pdf")

    answer = wendy.post(f"/cases/{app_uid}/1/form/", {**data, "form-attachment": file})

    assert answer.status_code == 302
    held = office.wendy.call("GET", f"/cases/{app_uid}/variables")
    assert held["attachment_label"] == '["offer.pdf"]'
    assert "offer.pdf" in wendy.get(answer["Location"]).content.decode()


def test_a_grid_may_have_hundreds_of_rows(wendy, office):
    row = {"description": "Printer", "quantity": "1", "unit": "pc", "price": "1"}
    app_uid = office.purchase(items={str(number): row for number in range(1, 301)})
    page = open_form(wendy, app_uid)
    centre = page.options["form-costCentre"][-1]
    changed = {"form-amount": "300", "form-costCentre": centre, "form-items-300-price": "2"}

    answer = send(wendy, app_uid, page, go="stay", **changed)

    assert answer.status_code == 302
    held = office.wendy.call("GET", f"/cases/{app_uid}/variables")
    assert held["items"]["300"]["total"] == "2"
    assert held["items"]["299"]["price"] == "1"


def test_a_task_that_is_gone_says_so(wendy, office):
    app_uid = office.purchase()
    page = purchase_form(wendy, app_uid)
    office.wendy.route(app_uid)

    answer = send(wendy, app_uid, page, **filled(page))

    assert answer.status_code == 409
    assert "This task is not open for you any more" in answer.content.decode()


def test_others_have_no_form(wendy, office):
    app_uid = office.split_purchase()

    shown = wendy.get(f"/cases/{app_uid}/form/").content.decode()

    assert 'id="dynaform"' not in shown
    assert "No form to fill in" in shown


def test_a_step_to_view_has_no_inputs(wendy, office):
    app_uid = office.unclaimed_leave()
    office.wendy.claim(app_uid, 2)
    steps = office.wendy.call("GET", f"/cases/{app_uid}/2/steps")
    view = next(step["id"] for step in steps if step["title"] == "Leave form")

    page = open_form(wendy, app_uid, f"?step={view}", 2)

    assert [name for name, _value in page.posted if name.startswith("form-")] == []
    assert "Bob Tanner" in page.html


def test_suggestions_come_from_processmaker(wendy, office):
    app_uid = office.purchase()
    step = office.wendy.call("GET", f"/cases/{app_uid}/1/steps")[0]["id"]
    url = f"/cases/{app_uid}/1/form/options/?step={step}"

    everything = wendy.get(f"{url}&field=supplier").json()
    word = everything[0]["text"].split()[0]
    found = wendy.get(f"{url}&field=supplier&search={word}").json()

    assert 0 < len(everything) <= 5
    assert all(word.lower() in one["text"].lower() for one in found)
    assert wendy.get(f"{url}&field=nonsense").status_code == 404


def test_strangers_get_no_choices(bob, office):
    app_uid = office.purchase()

    url = f"/cases/{app_uid}/1/form/options/?step={'0' * 32}&field=supplier"

    assert bob.get(url).status_code == 404


def test_choices_cost_one_call_a_key_press(wendy, office, sandbox):
    app_uid = office.purchase()
    step = office.wendy.call("GET", f"/cases/{app_uid}/1/steps")[0]["id"]
    url = f"/cases/{app_uid}/1/form/options/?step={step}&field=supplier"
    wendy.get(url)
    sandbox.forget_asked()

    assert wendy.get(f"{url}&search=a").status_code == 200

    assert len(sandbox.asked()) == 1


def test_what_was_posted_for_another_step_is_not_taken(wendy, office, sandbox):
    app_uid = office.purchase()
    page = open_form(wendy, app_uid)
    before = len(sandbox.ledger())

    answer = send(wendy, app_uid, page, query=f"?step={'0' * 32}")

    assert answer.status_code == 404
    assert len(sandbox.ledger()) == before


def test_triggers_before_a_step_run_when_it_is_opened_first(wendy, office, sandbox):
    app_uid = office.purchase(currency="EUR")

    first = open_form(wendy, app_uid)
    held = office.wendy.call("GET", f"/cases/{app_uid}/variables")
    office.wendy.set(app_uid, 1, currency="USD")
    second = open_form(wendy, app_uid)

    assert held["currency"] == "GBP"
    assert ("form-currency", "GBP") in first.posted
    assert ("form-currency", "USD") in second.posted
