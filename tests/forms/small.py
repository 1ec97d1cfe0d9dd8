"""Small DynaForms, built from a few keys, posted like a browser would."""

from collections.abc import Sequence
from datetime import datetime

from cases.dynaform import DynaForm, Option, OptionQuery
from tests.forms.check import draw
from tests.forms.page import Page

NOW = datetime(2026, 11, 21, 14, 30)


class Source:
    """Answers with what the test says, and remembers the questions."""

    def __init__(self, *answer: tuple[str, str]) -> None:
        self.answer = [Option(*pair) for pair in answer]
        self.asked: list[OptionQuery] = []

    def options(self, query: OptionQuery) -> Sequence[Option] | None:
        """The answer, whatever the question."""
        self.asked.append(query)
        return self.answer

    suggest = options


def definition(*controls: dict) -> dict:
    """A form with one control a row."""
    return {"items": [{"type": "form", "id": "f", "name": "F", "items": [[c] for c in controls]}]}


def control(kind: str, name: str = "x", **more: object) -> dict:
    """A control with its name as label."""
    return {"type": kind, "id": name, "name": name, "label": name.title(), **more}


def build(*controls: dict, values: dict | None = None, **more: object) -> DynaForm:
    """The form of some controls over a case's values."""
    return DynaForm.build(definition(*controls), values or {}, now=NOW, **more)


def fill(
    *controls: dict, values: dict | None = None, files=None, source=None, **posted
) -> DynaForm:
    """The form, drawn, with some inputs changed (`x=...`, lists for several), and sent."""
    form = build(*controls, values=values, options=source)
    query = Page(draw(form)).query()
    for name, value in posted.items():
        query.setlist(f"form-{name}", value if isinstance(value, list) else [value])
    bound = build(*controls, values=values, options=source)
    bound.bind(query, files)
    return bound


def messages(form: DynaForm) -> list[str]:
    """The texts of the errors."""
    return [error.message for error in form.errors]
