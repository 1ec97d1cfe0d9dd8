"""Large files that take no room: every byte the same, made when it is read."""

import io
import os


class LargeFile(io.RawIOBase):
    """A file of ``size`` bytes."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        left = self._size - self._at
        taken = left if size < 0 else min(size, left)
        self._at += taken
        return b"x" * taken

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence] + offset
        return self._at
