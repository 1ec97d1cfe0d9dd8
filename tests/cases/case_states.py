"""Cases of the demo office in the states that actions meet, and what a person is told after one."""

import html
import re
from collections.abc import Callable

from django.test import Client

from tests.support.office import Office

Given = tuple[str, int]
State = Callable[[Office], Given]
SignIn = Callable[..., Client]


def draft(office: Office) -> Given:
    """A purchase that wendy has not sent."""
    return office.purchase(), 1


def unclaimed(office: Office) -> Given:
    """A leave that wendy or silvia may claim."""
    return office.unclaimed_leave(), 2


def claimed(office: Office) -> Given:
    """A leave that wendy has."""
    app_uid, index = unclaimed(office)
    office.wendy.claim(app_uid, index)
    return app_uid, index


def decided(office: Office) -> Given:
    """A leave that wendy can send on."""
    app_uid, index = claimed(office)
    office.wendy.set(app_uid, index, decision="approve")
    return app_uid, index


def paused(office: Office) -> Given:
    """A leave that wendy has paused."""
    app_uid, index = claimed(office)
    office.wendy.pause(app_uid, index)
    return app_uid, index


def parallel(office: Office) -> Given:
    return office.split_purchase(), 3


def completed(office: Office) -> Given:
    return office.completed_leave(), 2


def cancelled(office: Office) -> Given:
    app_uid, index = claimed(office)
    office.silvia.cancel(app_uid)
    return app_uid, index


def post(client: Client, given: Given, action: str, **values: str) -> str:
    """Do it as the button or dialog does, and return the page that follows."""
    app_uid, index = given
    url = f"/cases/{app_uid}/{index}/do/{action}/"
    data = {"submit_key": f"key-of-{action}-{app_uid[:12]}", "number": "7", **values}
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"], follow=True).content.decode()


def toast(page: str) -> tuple[str, str]:
    """Tone and text of the last toast."""
    page = page.split('id="toasts"', 1)[1].split('<div id="dialog"', maxsplit=1)[0]
    found = re.findall(r'class="toast (\w+)".*?<p>(.*?)</p>', page, re.DOTALL)
    return found[-1][0], html.unescape(found[-1][1])
