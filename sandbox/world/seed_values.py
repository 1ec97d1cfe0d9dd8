"""Variables of seeded cases: what somebody would have typed into the forms.

One filler for each demo process, by its title. A filler gives all values with
their ``_label``s; ``DECISIONS`` holds what must be so for a case to have reached
a task, as the conditions of the routes ask.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from sandbox.world import phrases
from sandbox.world.names import Node, uid_of

DATE_TIME = "%Y-%m-%d %H:%M:%S"

DECISIONS: dict[str, Node] = {
    "Approve leave": {"days": 5, "days_label": "5"},
    "Approve long leave": {"days": 20, "days_label": "20"},
    "Enter in calendar": {"decision": "approve", "decision_label": "Approve"},
    "Place order": {"decision": "approve", "decision_label": "Approve"},
    "Answer customer": {"verdict": "accept", "verdict_label": "Send it"},
    "Sign contract": {"opinion": "accept", "opinion_label": "Accept"},
    "Correct contract": {"opinion": "change", "opinion_label": "Ask for changes"},
}


def fill(process: str, random: Random, started: datetime, starter: Node) -> Node:
    """The variables of a new case; ``starter`` has ``uid`` and ``name`` of who began it."""
    return FILLERS[process](random, started, starter)


def _labelled(**values: object) -> Node:
    """Each value with its text beside it, as the web form stores it."""
    labelled: Node = {}
    for name, value in values.items():
        labelled[name] = value
        labelled[f"{name}_label"] = value if isinstance(value, str) else str(value)
    return labelled


def _choice(random: Random, name: str, options: dict[str, str]) -> Node:
    value = random.choice(list(options))
    return {name: value, f"{name}_label": options[value]}


def _choices(random: Random, name: str, options: dict[str, str], most: int) -> Node:
    values = random.sample(list(options), random.randint(1, most))
    return {name: values, f"{name}_label": json.dumps([options[value] for value in values])}


def _moment(name: str, moment: datetime, shown: str = "%Y-%m-%d") -> Node:
    return {name: moment.strftime(DATE_TIME), f"{name}_label": moment.strftime(shown)}


def _yes(random: Random, name: str, share: float) -> Node:
    ticked = random.random() < share
    return {name: "1" if ticked else "0", f"{name}_label": "Yes" if ticked else "No"}


def _grid(rows: list[Node]) -> Node:
    return {str(at): row for at, row in enumerate(rows, 1)}


def _leave(random: Random, started: datetime, starter: Node) -> Node:
    first = started.replace(hour=0, minute=0, second=0) + timedelta(days=random.randint(6, 60))
    days = random.randint(1, 10)
    kinds = {
        "annual": "Annual leave",
        "sick": "Sick leave",
        "parental": "Parental leave",
        "study": "Study leave",
        "unpaid": "Unpaid leave",
    }
    return (
        _labelled(employee=starter["name"], days=days, reason=random.choice(phrases.REASONS))
        | _choice(random, "leaveType", kinds)
        | _moment("dateFrom", first)
        | _moment("dateTo", first + timedelta(days=days))
        | _yes(random, "halfDays", 0.1)
        | {"applicant": starter["uid"], "applicant_label": starter["uid"]}
    )


def _purchase_item(random: Random) -> Node:
    quantity, price = random.randint(1, 40), round(random.uniform(3, 400), 2)
    return _labelled(
        description=random.choice(phrases.ITEMS),
        quantity=str(quantity),
        price=f"{price:.2f}",
        total=f"{quantity * price:.2f}",
    ) | _choice(random, "unit", {"pc": "piece", "box": "box", "kg": "kilogram"})


def _purchase(random: Random, started: datetime, starter: Node) -> Node:
    rows = [_purchase_item(random) for _ in range(random.choice((1, 1, 2, 2, 3, 4, 6)))]
    amount = round(sum(float(row["total"]) for row in rows), 2)
    currency = {"GBP": "Pound sterling", "EUR": "Euro", "USD": "US dollar"}
    centre = {"OPS-10": "Office running costs", "WH-10": "Warehouse equipment", "HR-20": "Training"}
    supplier = {
        "1": "Northgate Office Supplies",
        "2": "Bolt & Nut Hardware",
        "6": "Atelier Dubreuil",
    }
    kinds = {"hw": "Hardware", "sw": "Software", "srv": "Services", "furn": "Furniture"}
    needed = started + timedelta(days=random.randint(5, 40))
    return (
        _labelled(what=random.choice(phrases.GOODS), amount=amount)
        | _labelled(justification="The old ones are worn out.\nThey cannot be repaired.")
        | _choice(random, "currency", currency)
        | _choice(random, "costCentre", centre)
        | _choice(random, "supplier", supplier)
        | _choices(random, "kinds", kinds, 2)
        | _moment("neededBy", needed, "%Y-%m-%d %H:%M")
        | _yes(random, "urgent", 0.2)
        | {"items": _grid(rows), "requester": starter["uid"]}
    )


def _complaint(random: Random, started: datetime, starter: Node) -> Node:
    customer = random.choice(phrases.CUSTOMERS)
    channels = {"phone": "Telephone", "mail": "E-mail", "shop": "In the shop", "web": "Web form"}
    severity = {"1": "Annoyed", "2": "Angry", "3": "Leaving us", "4": "Lawyer"}
    places = random.choice((("GB", "Leeds"), ("FR", "Lyon"), ("SE", "Göteborg"), ("LB", "Beirut")))
    topics = {"late": "Late delivery", "broken": "Broken goods", "bill": "Wrong bill"}
    return (
        _labelled(customer=customer, customerEmail=f"customer{random.randint(1, 999)}@example.test")
        | _labelled(subject=random.choice(phrases.SUBJECTS), country=places[0], city=places[1])
        | _labelled(story="I ordered three weeks ago.\nSince then nothing but excuses.")
        | _labelled(findings=random.choice(phrases.FINDINGS), goodwill=random.choice((0, 10, 25.5)))
        | _choice(random, "channel", channels)
        | _choice(random, "severity", severity)
        | _choices(random, "topics", topics, 3)
        | _moment("receivedAt", started, "%d-%m-%Y %H:%M")
        | {"rounds": 1, "takenBy": starter["name"]}
    )


def _device(random: Random, starts: datetime) -> Node:
    kind, model = random.choice(phrases.DEVICES)
    serial, price = f"SN{random.randint(10_000, 99_999)}", f"{random.uniform(20, 1500):.2f}"
    return (
        _labelled(kind=kind, model=model, serial=serial, price=price)
        | _moment("handedOver", starts)
        | _yes(random, "insured", 0.5)
    )


def _onboarding(random: Random, started: datetime, starter: Node) -> Node:
    starts = started.replace(hour=9, minute=0, second=0) + timedelta(days=random.randint(7, 45))
    contracts = {"full": "Full time", "part": "Part time", "fixed": "Fixed term"}
    equipment = {"laptop": "Laptop", "phone": "Telephone", "badge": "Door badge"}
    department = random.choice(("Warehouse", "Finance", "Legal", "Customer care"))
    devices = [_device(random, starts) for _ in range(random.choice((1, 2, 3, 7)))]
    return (
        _labelled(newName=random.choice(phrases.NEW_COLLEAGUES), department=department)
        | _labelled(position=random.choice(phrases.POSITIONS), hoursAWeek=37.5)
        | _choice(random, "contractKind", contracts)
        | _choices(random, "equipment", equipment, 3)
        | _moment("startsOn", starts, "%m-%d-%Y")
        | _moment("badgeTime", starts, "%H:%M")
        | _yes(random, "papersComplete", 0.6)
        | {"devices": _grid(devices), "announcedBy": starter["name"]}
    )


def _milestone(random: Random, name: str, due: datetime, share: int, value: float) -> Node:
    return (
        _labelled(milestone=name, share=str(share), payment=f"{value * share / 100:.2f}")
        | _moment("due", due)
        | _labelled(remark=random.choice(("", "", "fixed date", "see annex 2")))
    )


def _contract(random: Random, started: datetime, starter: Node) -> Node:
    value = float(random.choice((1_200, 8_400, 24_000, 36_500, 49_999, 75_000, 120_000)))
    count = random.randint(2, len(phrases.MILESTONES))
    share = 100 // count
    begins = started.replace(hour=0, minute=0, second=0) + timedelta(days=30)
    rows = [
        _milestone(random, name, begins + timedelta(days=30 * at), share, value)
        for at, name in enumerate(phrases.MILESTONES[:count])
    ]
    reviewers = uid_of("group", "Directors" if value > 50_000 else "Legal")
    renewal = {"none": "None", "yearly": "Every year", "asked": "When asked for"}
    return (
        _labelled(
            partner=random.choice(phrases.CUSTOMERS), subject=random.choice(phrases.CONTRACTS)
        )
        | _labelled(contractValue=value, clauses="Both sides may end it with three months' notice.")
        | _choice(random, "renewal", renewal)
        | _moment("runsFrom", begins)
        | _moment("runsTo", begins + timedelta(days=365))
        | {"milestones": _grid(rows), "author": starter["uid"], "reviewerGroups": reviewers}
    )


FILLERS: dict[str, Callable[[Random, datetime, Node], Node]] = {
    "Leave request": _leave,
    "Purchase order": _purchase,
    "Customer complaint": _complaint,
    "Onboarding": _onboarding,
    "Contract approval": _contract,
}
