"""A panel's HTML reduced to words and structure; what acts or loads is left out and counted.

The result holds only elements of a short list without attributes (links keep a web address), so
it can stand in the page: no script, style, form, frame or picture survives.
"""

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_KEPT = _words(
    "p div span b strong i em u s small sub sup br hr ul ol li dl dt dd pre code blockquote "
    "table thead tbody tfoot tr th td caption h1 h2 h3 h4 h5 h6 center a"
)
_RENAMED = {"center": "div", "h1": "h4", "h2": "h4", "h3": "h4", "h5": "h4", "h6": "h4"}
_VOID = frozenset({"br", "hr"})
_SWALLOWED = _words(
    "script style iframe object template noscript select textarea button svg math title"
)
_VOID_IN_HTML = _words("area base br col embed hr img input link meta source track wbr")
_ACTING = _words("script iframe object embed form input select textarea button")
_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Panel:
    """What can be shown; `loses` tells whether something that acts was left out."""

    html: SafeString
    loses: bool


def is_web_address(href: str) -> bool:
    """Whether a link may be followed: web and mail only, so no script can hide in it."""
    return href.strip().lower().startswith(_SCHEMES)


def reduced(html: str) -> Panel:
    """The panel without anything that acts."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Panel(mark_safe(reader.result()), reader.loses)  # noqa: S308 rebuilt from a short list


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.swallowing: list[str] = []
        self.loses = False

    def result(self) -> str:
        return "".join([*self.out, *(f"</{tag}>" for tag in reversed(self.open))])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.loses = self.loses or tag in _ACTING or any(name.startswith("on") for name in given)
        if self.swallowing or tag in _SWALLOWED or _is_unseen(given):
            self.swallowing += [] if tag in _VOID_IN_HTML else [tag]
        elif tag in _KEPT:
            self._start(_RENAMED.get(tag, tag), given)

    def handle_endtag(self, tag: str) -> None:
        if self.swallowing:
            if tag in self.swallowing:
                while self.swallowing.pop() != tag:
                    pass
            return
        tag = _RENAMED.get(tag, tag)
        if tag in self.open:
            while (last := self.open.pop()) != tag:
                self.out.append(f"</{last}>")
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.swallowing:
            self.out.append(escape(data))

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a":
            href = given.get("href", "")
            if not is_web_address(href):
                tag, extra = "span", ""
            else:
                extra = f' href="{escape(href)}" target="_blank" rel="noopener noreferrer"'
            self.out.append(f"<{tag}{extra}>")
        else:
            self.out.append(f"<{tag}>")
        if tag not in _VOID:
            self.open.append(tag)


def _is_unseen(given: dict[str, str]) -> bool:
    """Elements that only a script would show, such as Bootstrap's dialogs."""
    style = given.get("style", "").replace(" ", "").lower()
    return "hidden" in given or "display:none" in style or "modal" in given.get("class", "").split()
