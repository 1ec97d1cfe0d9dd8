"""Writes from pages: twenty forms at once, one blow, and each sent again until it is answered."""

import secrets
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import requests
from django.conf import settings
from django.utils import timezone

from cases.models import SubmitKey
from cases.services.actor import Actor
from tests.soak.people import browser_of
from tests.soak.rounds import LONGEST_RECOVERY, POLL, Blow
from tests.soak.stand import Stand
from tests.soak.strikes import armed, reached, strike
from tests.soak.tally import Tally, times_done
from tests.soak.work import BY_NAME, Given, Kind, Scene
from tests.support.office import Office

AT_ONCE = 8
PATIENCE = 30
"""Seconds after which a browser gives up."""


@dataclass
class Form:
    """A form of one case that a person sends until they have an answer."""

    url: str
    case: str
    data: dict[str, str]
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    told: str = ""


class PageRounds:
    """Rounds of forms on one stand."""

    def __init__(self, stand: Stand, actors: dict[str, Actor], forms: int) -> None:
        self.stand = stand
        self.forms = forms
        self._actors = actors
        self._office = Office(stand.sandbox.url)
        self._cookies = {name: browser_of(actor.me.grant_id) for name, actor in actors.items()}

    def struck(self, blow: Blow, kind: Kind) -> Tally:
        """Send the forms, strike once, send again what was not answered."""
        forms = self._forms(kind)
        since = len(self.stand.sandbox.ledger())
        moment = None
        with armed(self.stand, blow.point, (kind,), blow.skip), ThreadPoolExecutor(AT_ONCE) as pool:
            under_way = [pool.submit(self._send, kind, form) for form in forms]
            while moment is None and not all_done(under_way):
                here, pid = reached(self.stand, blow.point, (kind,))
                if here:
                    moment = strike(self.stand, blow.victim, pid)
                time.sleep(POLL)
        self._send_until_told(kind, forms)
        tally = self._count(kind, forms, since)
        tally.struck(moment, time.monotonic())
        return tally

    def _forms(self, kind: Kind) -> list[Form]:
        cases = kind.cases(self._office, self.forms)
        scene = Scene(self._actors, self._office, cases)
        return [self._form(kind, case, scene) for case in cases]

    def _form(self, kind: Kind, case: Given, scene: Scene) -> Form:
        app_uid, index = case
        params = {name: str(value) for name, value in kind.params(scene).items()}
        if kind.operation == "reassign":
            params["source_uid"] = self._actors["wendy"].me.uid
        url = f"{self.stand.web_url}/cases/{app_uid}/{index}/do/{kind.operation}/"
        return Form(url, app_uid, params)

    def _send(self, kind: Kind, form: Form) -> None:
        """Send it once; what came of it stands in the row of its key."""
        cookies = self._cookies[kind.owner]
        token = cookies[settings.CSRF_COOKIE_NAME]
        data = {**form.data, "submit_key": form.key, "csrfmiddlewaretoken": token}
        try:
            requests.post(form.url, data, cookies=cookies, timeout=PATIENCE, allow_redirects=False)
        except requests.RequestException:
            return

    def _send_until_told(self, kind: Kind, forms: Sequence[Form]) -> None:
        give_up = time.monotonic() + LONGEST_RECOVERY
        limit = self.stand.limits.PROCESSMAKER_REQUEST_LIMIT
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while time.monotonic() < give_up:
                for form in forms:
                    form.told = form.told or told(form, limit)
                open_forms = [form for form in forms if not form.told]
                if not open_forms:
                    return
                list(pool.map(lambda form: self._send(kind, form), open_forms))

    def _count(self, kind: Kind, forms: Sequence[Form], since: int) -> Tally:
        tally = Tally()
        times = times_done(self.stand.sandbox.ledger(), since)
        for form in forms:
            # Whoever is told "in doubt" is told so by design: the case itself shows what is true.
            tally.add(
                form.told or "nothing",
                times[form.case],
                seen=False,
                may_fail=False,
                name=f"{kind.operation} on a page",
            )
        return tally


def all_done(under_way: Sequence[Future[None]]) -> bool:
    return all(one.done() for one in under_way)


def told(form: Form, request_limit: int) -> str:
    """What the person is told about a form; empty while they have to wait or send it again."""
    row = SubmitKey.objects.filter(key=form.key).first()
    if row is None:
        return ""
    if row.outcome is not None:
        return str(row.outcome["kind"])
    age = (timezone.now() - row.at).total_seconds()
    return "in_doubt" if age > 2 * request_limit + 1 else ""


PAGE_KINDS = tuple(BY_NAME[name] for name in ("reassign", "route", "pause", "cancel", "note"))
