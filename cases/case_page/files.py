"""File names from other people: what may be shown in a page, and what is saved under which name."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_NAME = 180
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
# They can make "offer\u202efdp.exe" look like "offerexe.pdf".
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Only types that a browser shows without running anything; everything else is saved.
PREVIEWS = {
    "pdf": ("pdf", "application/pdf"),
    "png": ("image", "image/png"),
    "jpg": ("image", "image/jpeg"),
    "jpeg": ("image", "image/jpeg"),
    "gif": ("image", "image/gif"),
    "webp": ("image", "image/webp"),
    "txt": ("text", "text/plain; charset=utf-8"),
    "csv": ("text", "text/plain; charset=utf-8"),
    "log": ("text", "text/plain; charset=utf-8"),
    "md": ("text", "text/plain; charset=utf-8"),
}
# What a PDF says of its pages as long as it is not packed: how many, or each of them.
PAGE_COUNT = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d{1,6})\b")
COUNT_OF_PAGES = re.compile(rb"/Count\s+(\d{1,6})\b[^>]*?/Type\s*/Pages\b")
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


@dataclass(frozen=True)
class PreviewType:
    """How a file is shown in the page: ``kind`` is pdf, image or text."""

    kind: str
    content_type: str


def preview_type(name: str) -> PreviewType | None:
    """How a file of this name may be shown, or None where it may only be saved."""
    _, dot, extension = name.rpartition(".")
    found = PREVIEWS.get(extension.lower()) if dot else None
    return PreviewType(*found) if found else None


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has; 0 where it does not say so openly."""
    told = [*PAGE_COUNT.findall(pdf), *COUNT_OF_PAGES.findall(pdf)]
    # Branches of the tree of pages count their own; the root counts all.
    return max(map(int, told), default=0) or len(PAGE.findall(pdf))


def shown_name(name: str) -> str:
    """The name as a page shows it: without marks that reorder it and so hide its extension."""
    return DIRECTIONS.sub("", name)


def saved_name(name: str, fallback: str) -> str:
    """A name that every file system takes; the extension survives the cut of a long one."""
    text = "".join(mark for mark in name if unicodedata.category(mark) not in ("Cf", "Cc", "Cs"))
    text = UNSAFE.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    if not text:
        return fallback
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension) > 10:
        return text[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"
