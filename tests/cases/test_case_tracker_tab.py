"""The tracker tab: what the process shows, to whoever may see the case and to nobody else."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from sandbox.world.names import uid_of
from tests.cases.lists_page import html
from tests.conftest import SignIn
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

PURCHASE = "Purchase order"
LEAVE = "Leave request"
Configure = Callable[..., None]


def tracker(browser: Client, app_uid: str, query: str = "") -> str:
    answer = browser.get(f"/cases/{app_uid}/tracker/{query}")
    assert answer.status_code == 200, answer.content.decode()
    return html(answer)


def titles(page: str) -> list[str]:
    """The headings of the parts."""
    found = re.findall(r'<h2 class="h" id="[\w-]+">\s*(.*?)\s*(?:<span|</h2>)', page, re.DOTALL)
    return [re.sub(r"<.*?>", "", one).strip() for one in found]


@pytest.fixture
def configure(office: Office) -> Iterator[Configure]:
    """Changes the tracker of a process as its designer does, for this test alone."""
    before: dict[str, object] = {}

    def change(process: str, **settings: object) -> None:
        path = f"/project/{uid_of('process', process)}/case-tracker/property"
        before.setdefault(path, office.admin.call("GET", path))
        office.admin.call("PUT", path, json=settings)

    yield change
    for path, settings in before.items():
        office.admin.call("PUT", path, json=settings)


def test_it_shows_what_the_process_is_set_up_to_show(wendy: Client, office: Office) -> None:
    app_uid = office.split_purchase()
    page = tracker(wendy, app_uid)
    assert titles(page) == ["Where the case stands", "Forms", "What happened", "Messages"]
    assert "Request purchase" in page
    assert "The task Check stock is yours now." in page


def test_documents_are_those_of_the_kinds_that_are_shown(wendy: Client, office: Office) -> None:
    app_uid = office.ready_purchase()
    office.generate(app_uid)
    page = tracker(wendy, app_uid)
    assert "Output documents" in titles(page)
    href = re.search(rf"/cases/{app_uid}/documents/output/\w+/\?format=pdf", page)
    assert href
    assert wendy.get(href[0]).status_code == 200


def test_a_form_is_shown_to_be_read(wendy: Client, office: Office) -> None:
    app_uid = office.split_purchase()
    link = re.search(r'href="([^"]*tracker/\?form=\w{32})"', tracker(wendy, app_uid))
    assert link
    page = html(wendy.get(link[1]))
    assert "Label printers" in page
    body = page.partition('id="tracker-form"')[2].partition("</section>")[0]
    assert "<form" not in body
    assert not re.search(r"<(input|textarea|select)(?![^>]*(disabled|readonly|hidden))", body)


def test_a_form_that_the_tracker_does_not_show_is_not_opened(wendy: Client, office: Office) -> None:
    app_uid = office.split_purchase()
    other = uid_of("dynaform", f"{PURCHASE}/Budget check")
    page = tracker(wendy, app_uid, f"?form={other}")
    assert 'id="tracker-form"' not in page


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({"map_type": "PROCESSMAP", "routing_history": 0, "message_history": 0}, 0),
        ({"map_type": "NONE", "routing_history": 1, "message_history": 0}, 1),
        ({"map_type": "NONE", "routing_history": 0, "message_history": 1}, 2),
    ],
)
def test_each_part_is_shown_alone(
    wendy: Client, office: Office, configure: Configure, settings: dict[str, object], shown: int
) -> None:
    parts = ("Where the case stands", "What happened", "Messages")
    app_uid = office.split_purchase()
    configure(PURCHASE, **settings)
    found = titles(tracker(wendy, app_uid))
    assert [part in found for part in parts] == [at == shown for at in range(3)]


def test_stages_are_named_and_not_drawn(
    wendy: Client, office: Office, configure: Configure
) -> None:
    app_uid = office.split_purchase()
    configure(PURCHASE, map_type="STAGES")
    page = tracker(wendy, app_uid)
    assert "stages of the process" in page
    assert "Where the case stands" not in titles(page)


def test_a_tracker_that_shows_nothing_says_who_can_change_that(
    bob: Client, office: Office, configure: Configure
) -> None:
    app_uid = office.unclaimed_leave()
    configure(LEAVE, map_type="NONE", routing_history=0, message_history=0)
    page = tracker(bob, app_uid)
    assert "The case tracker of this process shows nothing" in page


def test_a_server_without_case_trackers_is_explained(
    wendy: Client, office: Office, sandbox: SandboxProcess
) -> None:
    app_uid = office.split_purchase()
    sandbox.fault("endpoint_missing_404", path="/project/*/case-tracker/*")
    assert "This server tells nothing of case trackers" in tracker(wendy, app_uid)


@pytest.mark.parametrize(
    ("username", "status"), [("wendy", 200), ("silvia", 200), ("admin", 200), ("bob", 403)]
)
def test_the_address_opens_for_who_may_see_the_case(
    sign_in: SignIn, office: Office, username: str, status: int
) -> None:
    app_uid = office.purchase()
    answer = sign_in(username).get(f"/cases/{app_uid}/tracker/")
    assert answer.status_code == status
    assert ("Request purchase" in html(answer)) == (status == 200)


def test_nothing_of_the_tracker_is_asked_for_who_may_not_see_the_case(
    sign_in: SignIn, office: Office, sandbox: SandboxProcess
) -> None:
    """The endpoints of the tracker would tell anybody."""
    app_uid, browser = office.purchase(), sign_in("bob")
    browser.get("/cases/inbox/")
    sandbox.forget_asked()
    browser.get(f"/cases/{app_uid}/tracker/")
    assert not [line for line in sandbox.asked() if "tracker" in line]


def test_markup_in_a_message_is_text(
    wendy: Client, office: Office, sandbox: SandboxProcess
) -> None:
    app_uid = office.split_purchase()
    sandbox.fault("hostile_titles", path="/light/process/*/tracker-messages")
    page = tracker(wendy, app_uid)
    assert "<script>alert" not in page
    assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", page)
