"""Static bundles: many small sources, one request each in the browser.

A bundle holds its parts in order, our own without comments and indentation. Style sheets keep
their order through cascade layers; a part of a script stands in a block of its own, so that its
names stay its own. No part has a comment inside a string, or a string of several lines.
The finder serves bundles to the development server, WhiteNoise and ``collectstatic`` alike.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, overload

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BUNDLES: dict[str, tuple[str, ...]] = {
    "pmdash.css": (
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/tones.css",
        "css/navigation.css",
        "css/controls.css",
        "css/list.css",
        "css/case.css",
        "css/forms.css",
        "css/messages.css",
        "css/floating.css",
        "css/boards.css",
    ),
    "pmdash.js": (
        "vendor/htmx-2.0.10.min.js",
        "js/requests.js",
        "js/focus.js",
        "js/toasts.js",
        "js/dialogs.js",
        "js/keyboard.js",
        "js/pane.js",
        "js/cockpit.js",
        "js/live.js",
        "js/notices.js",
        "js/actions.js",
    ),
}

COMMENT = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"^ *//.*$", re.MULTILINE),
}
INDENTATION = re.compile(r"\n\s+")

SOURCES = Path(settings.BASE_DIR) / "static"
OUTPUT = Path(settings.VAR_DIR) / "bundles"


class BundleFinder(BaseFinder):
    """Finds the bundles of `BUNDLES`, joining one again when a part is newer than it."""

    def check(self, **_: Any) -> list[Any]:
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False) -> str | list[str] | None:
        if path not in BUNDLES:
            return [] if find_all else None
        found = str(build(path))
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=OUTPUT)
        for name in BUNDLES:
            build(name)
            yield name, storage


def build(name: str) -> Path:
    """Joins the parts of a bundle unless the joined file is fresh; answers its path."""
    target = OUTPUT / name
    parts = [SOURCES / part for part in BUNDLES[name]]
    newest = max(path.stat().st_mtime_ns for path in (*parts, Path(__file__)))
    if not target.exists() or target.stat().st_mtime_ns <= newest:
        _write(target, "\n".join(_part(path) for path in parts))
    return target


def _part(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.parent.name == "vendor":
        return text
    text = INDENTATION.sub("\n", COMMENT[path.suffix].sub("", text))
    return f"{{\n{text}\n}}" if path.suffix == ".js" else text


def _write(target: Path, text: str) -> None:
    """Replaces the file in one step: several server processes may build at the same time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, suffix=target.suffix)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(target)
