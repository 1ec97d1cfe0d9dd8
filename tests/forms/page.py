"""A drawn form as a browser sees it: what it would post, and whether it is accessible."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import QueryDict

_NOT_POSTED = frozenset({"submit", "button", "file", "image", "reset"})
_CONTROLS = frozenset({"input", "select", "textarea"})


@dataclass(eq=False)
class Page(HTMLParser):
    """Reads the HTML of one form."""

    html: str
    posted: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    controls: list[dict[str, str]] = field(default_factory=list)
    templates: int = 0
    fieldsets: list[bool] = field(default_factory=list)
    select: dict[str, str] | None = None
    chosen: list[str] = field(default_factory=list)
    area: dict[str, str] | None = None
    options: dict[str, list[str]] = field(default_factory=dict)
    words: str = ""
    in_label: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)

    def query(self) -> QueryDict:
        """What the browser would post, changed by nobody."""
        query = QueryDict(mutable=True)
        for name, value in self.posted:
            query.appendlist(name, value)
        return query

    def faults(self) -> list[str]:
        """Ids used twice, controls without an accessible name, attributes that CSP refuses."""
        twice = {one for one in self.ids if self.ids.count(one) > 1}
        return [f"id {one} is used twice" for one in sorted(twice)] + [
            f"{control.get('name')} has no accessible name"
            for control in self.controls
            if not self._is_named(control)
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "template":
            self.templates += 1
        if self.templates:
            return
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "label":
            self.in_label += 1
            self.labels.add(given.get("for", ""))
        if tag == "fieldset":
            self.fieldsets.append("disabled" in given)
        if tag in _CONTROLS and given.get("type") != "hidden":
            self.controls.append({**given, "wrapped": "yes" if self.in_label else ""})
        self._collect(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.templates -= 1
        elif self.templates:
            return
        elif tag == "label":
            self.in_label -= 1
        elif tag == "fieldset":
            self.fieldsets.pop()
        elif tag == "select" and self.select is not None:
            self._post(self.select, (self.chosen or [""])[-1])
            self.select, self.chosen = None, []
        elif tag == "textarea" and self.area is not None:
            self._post(self.area, self.words.removeprefix("\n"))
            self.area = None

    def handle_data(self, data: str) -> None:
        self.words += data

    def _collect(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if tag == "input" and kind not in _NOT_POSTED:
            if kind not in ("checkbox", "radio") or "checked" in given:
                self._post(given, given.get("value", ""))
        elif tag == "select":
            self.select = given
        elif tag == "option" and self.select is not None:
            self.options.setdefault(self.select.get("name", ""), []).append(given.get("value", ""))
            self.chosen += [given.get("value", "")] if "selected" in given else []
        elif tag == "textarea":
            self.area, self.words = given, ""

    def _post(self, given: dict[str, str], value: str) -> None:
        if given.get("name") and "disabled" not in given and not any(self.fieldsets):
            self.posted.append((given["name"], value))

    def _is_named(self, control: dict[str, str]) -> bool:
        pointed = control.get("aria-labelledby", "")
        return bool(
            control.get("aria-label")
            or (pointed and pointed in self.ids)
            or control.get("id") in self.labels
            or control.get("wrapped")
        )
