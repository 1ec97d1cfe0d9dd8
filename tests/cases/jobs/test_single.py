"""An output document of one case, made by a real worker while its page looks on."""

import html
import re
import time
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cases.models import Job, JobEvent, JobItem
from tests.cases.jobs.conftest import StartWorker
from tests.support.office import Office
from tests.support.sandbox import SandboxProcess

pytestmark = [pytest.mark.usefixtures("short_limits"), pytest.mark.django_db(transaction=True)]

Place = tuple[str, int]
KEY = "generate-generate-generate"
ASKS = re.compile(r'id="(make-\w+)".*?hx-get="([^"]+)"')


@pytest.fixture
def place(office: Office) -> Place:
    """Wendy's task, whose steps make a purchase order."""
    app_uid = office.ready_purchase()
    return app_uid, office.holder_of(app_uid)[1]


def tab(client: Client, place: Place) -> str:
    return client.get("/cases/{}/{}/documents/".format(*place)).content.decode()


def document_of(page: str) -> str:
    found = re.search(r'id="make-([0-9a-f]{32})"', page)
    assert found, page
    return found[1]


def ask(client: Client, place: Place, uid: str, key: str = KEY) -> HttpResponse:
    """Press the button, as htmx does."""
    url = "/cases/{}/{}/documents/generate/".format(*place)
    data = {"document_uid": uid, "submit_key": key}
    return client.post(url, data, headers={"HX-Request": "true", "HX-Target": f"make-{uid}"})


def follow(client: Client, answer: HttpResponse) -> HttpResponse:
    """Ask for the progress as the element says, until it asks for no more."""
    give_up = time.monotonic() + 120
    while found := ASKS.search(answer.content.decode()):
        assert time.monotonic() < give_up, answer.content.decode()
        time.sleep(0.05)
        later = poll(client, found)
        answer = later if later.status_code != 204 else answer
    return answer


def poll(client: Client, found: re.Match[str] | None) -> HttpResponse:
    """Ask once, as the element says."""
    assert found
    headers = {"HX-Request": "true", "HX-Target": found[1]}
    return client.get(html.unescape(found[2]), headers=headers)


def generated(sandbox: SandboxProcess, place: Place) -> list[str]:
    sent = (one for one in sandbox.ledger() if one["case"] == place[0])
    return [one["path"] for one in sent if "/output-document/" in one["path"]]


def test_it_is_made_once_and_can_be_had_where_it_was_asked_for(
    wendy: Client, place: Place, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    uid = document_of(tab(wendy, place))

    first, again = ask(wendy, place, uid), ask(wendy, place, uid)
    other_tab = ask(wendy, place, uid, "generate-in-another-tab")
    assert Job.objects.count() == 1
    for answer in (first, again, other_tab):
        assert "It waits its turn." in answer.content.decode()
    assert not generated(sandbox, place)

    start_worker()
    last = follow(wendy, first)

    page = last.content.decode()
    assert last["HX-Trigger"] == "documents:changed"
    assert "The document is generated." in page
    link = re.search(r'href="(/cases/\w+/documents/output/\w+/)"', page)
    assert link
    saved = wendy.get(link[1])
    assert b"".join(saved).startswith(b"%PDF")
    assert len(generated(sandbox, place)) == 1
    assert link[1] in tab(wendy, place)


def test_why_it_was_not_made_is_told_in_place_and_it_can_be_asked_for_again(
    wendy: Client, place: Place, sandbox: SandboxProcess, start_worker: StartWorker
) -> None:
    uid = document_of(tab(wendy, place))
    answer = ask(wendy, place, uid)
    sandbox.fault("token_in_error", path="/cases/*/output-document/*", method="POST", times=1)

    start_worker()
    page = follow(wendy, answer).content.decode()

    assert 'data-state="failed"' in page
    assert "This task is not assigned to you." in page
    assert not generated(sandbox, place)
    again = ask(wendy, place, uid, "generate-once-more-please")
    assert 'data-state="done"' in follow(wendy, again).content.decode()


def test_without_scripts_the_page_says_that_it_runs_and_where_to_look(
    wendy: Client, place: Place
) -> None:
    uid = document_of(tab(wendy, place))
    url = "/cases/{}/{}/documents/generate/".format(*place)

    answer = wendy.post(f"{url}?list=inbox", {"document_uid": uid, "submit_key": KEY})

    assert answer.status_code == 302
    assert answer["Location"] == "/cases/{}/{}/documents/?list=inbox".format(*place)
    page = wendy.get(answer["Location"]).content.decode()
    assert "It waits its turn." in page
    assert "Load the page again" in page


def test_an_unchanged_progress_has_no_content(wendy: Client, place: Place) -> None:
    answer = ask(wendy, place, document_of(tab(wendy, place)))
    url = re.search(r'hx-get="([^"]+)"', answer.content.decode())
    assert url

    assert wendy.get(url[1]).status_code == 204


def test_where_no_worker_runs_the_page_says_so(wendy: Client, place: Place) -> None:
    answer = ask(wendy, place, document_of(tab(wendy, place)))
    assert "No worker" not in answer.content.decode()
    JobEvent.objects.update(at=timezone.now() - timedelta(hours=1))
    JobItem.objects.update(due_at=timezone.now() - timedelta(hours=1))

    later = poll(wendy, ASKS.search(answer.content.decode()))

    page = later.content.decode()
    assert "No worker has taken this up." in page
    assert poll(wendy, ASKS.search(page)).status_code == 204


def test_only_the_holder_of_the_task_has_documents_made_and_sees_how_far_they_are(
    wendy: Client, silvia: Client, place: Place
) -> None:
    uid = document_of(tab(wendy, place))
    for refused in (ask(silvia, place, uid), ask(wendy, place, "a" * 32)):
        assert refused["HX-Redirect"] == "/cases/{}/{}/documents/".format(*place)
    assert "This task is not open for you." in tab(wendy, place)
    assert ask(wendy, (place[0], 0), uid).status_code == 404
    assert not Job.objects.exists()

    ask(wendy, place, uid)
    progress = "/cases/{}/{}/documents/make/{}/".format(*place, uid)
    assert silvia.get(progress).status_code == 404
    assert wendy.get(progress).status_code == 302
