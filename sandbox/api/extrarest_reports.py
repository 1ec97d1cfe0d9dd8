"""The report that an administrator has added to extraRest, as its author's own example shows it."""

import re
from collections import Counter

from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

DATE = re.compile(r"\d{4}-[01]\d-[0-3]\d")


@route("GET", "/extrarest/cases/number-overdue-by-user", plugin=True)
def overdue_by_user(call: Call) -> list[JsonObject]:
    """How many open tasks each user is late with, the most first; figures are strings."""
    if not call.can("PM_ALLCASES"):
        raise BadRequest("Logged-in user lacks the PM_ALLCASES permission in role.")
    first, last = _date(call, "date_from"), _date(call, "date_to")
    now, users = call.sandbox.clock.now(), call.sandbox.world.users
    late = Counter(
        item.user_uid
        for case in call.sandbox.store.cases.values()
        for item in case.delegations
        if item.status == "OPEN"
        and item.user_uid in users
        and item.due_at < now
        and (first or "") <= item.delegated_at.date().isoformat() <= (last or "9999")
    )
    return [
        {
            "USER_ID": uid,
            "USER": f"{users[uid].lastname} {users[uid].firstname}",
            "NUMBER_OVERDUE": str(count),
        }
        for uid, count in late.most_common()
    ]


def _date(call: Call, name: str) -> str:
    text = call.query.get(name, "")
    if text and not DATE.fullmatch(text):
        raise BadRequest(f"Bad date in {name}. Use format: {name}=YYYY-MM-DD")
    return text
