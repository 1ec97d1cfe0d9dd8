"""The bytes of a file: in memory while it is small, on the disk when it is large."""

from collections.abc import Iterator
from mmap import mmap
from typing import TypeAlias

LARGEST_IN_MEMORY = 1024 * 1024
PIECE = 256 * 1024

Content: TypeAlias = bytes | mmap
"""Both know ``len``, ``find`` and slices, which are bytes."""


def pieces(content: Content) -> Iterator[bytes]:
    """The bytes, a few at a time."""
    for start in range(0, len(content), PIECE):
        yield content[start : start + PIECE]
