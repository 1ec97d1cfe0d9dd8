"""What can be read off the scripts and the list of libraries."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
STORES = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")
PROTOTYPES = re.compile(r"__proto__|\.prototype\b|\bconstructor\[|\beval\(|new Function")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_keep_nothing_in_the_browser(script: Path) -> None:
    assert not STORES.search(script.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_reach_no_prototype(script: Path) -> None:
    assert not PROTOTYPES.search(script.read_text(encoding="utf-8"))


def test_every_library_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            assert re.fullmatch(r"[\w.\-]+(\[[\w,]+\])?==[\w.]+|-r requirements\.txt|#.*|", line)
