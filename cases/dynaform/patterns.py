"""JavaScript regular expressions (`validate`) in Python, with a limit on their running time."""

from functools import lru_cache

import regex

SECONDS = 0.2
"""Longest time for one check; a pattern that needs more cannot be honoured."""

_LETTERS = frozenset("dDwWsSbBtnrfvxukpP")
_SPACES = "\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_QUANTIFIER = regex.compile(r"\{\d+(?:,\d*)?\}")
_HEX = {"x": regex.compile(r"\\x[0-9a-fA-F]{2}"), "u": regex.compile(r"\\u[0-9a-fA-F]{4}")}


def compiles(pattern: str) -> bool:
    """Whether the pattern can be honoured at all."""
    return _compiled(pattern) is not None


def matches(pattern: str, value: str, *, ignore_case: bool = False) -> bool:
    """Whether the pattern is found anywhere in the value.

    Never blocks: a pattern that does not compile, or takes too long, counts as found, because
    neither is the fault of the person who fills in the form.
    """
    compiled = _compiled(pattern, ignore_case)
    if compiled is None:
        return True
    try:
        return compiled.search(value, timeout=SECONDS) is not None
    except TimeoutError:
        return True


@lru_cache(maxsize=512)
def _compiled(pattern: str, ignore_case: bool = False) -> "regex.Pattern[str] | None":
    try:
        flags = regex.ASCII | (regex.IGNORECASE if ignore_case else 0)
        return regex.compile(_translated(pattern), flags)
    except (regex.error, ValueError, OverflowError, RecursionError):
        return None


def _translated(pattern: str) -> str:
    """The same pattern in Python's dialect: `$` at the very end, JavaScript's spaces and braces."""
    out: list[str] = []
    at, in_class = 0, False
    while at < len(pattern):
        piece, at, in_class = _piece(pattern, at, in_class)
        out.append(piece)
    return "".join(out)


def _piece(pattern: str, at: int, in_class: bool) -> tuple[str, int, bool]:
    char = pattern[at]
    if char == "\\":
        piece, length = _escape(pattern, at, in_class)
        return piece, at + length, in_class
    if in_class:
        return ("\\[" if char == "[" else char), at + 1, char != "]"
    if char == "[":
        return _opening(pattern, at)
    if char == "{" and not _QUANTIFIER.match(pattern, at):
        return "\\{", at + 1, False
    return ("\\Z" if char == "$" else char), at + 1, False


def _opening(pattern: str, at: int) -> tuple[str, int, bool]:
    if pattern.startswith("[^]", at):
        return "[\\s\\S]", at + 3, False
    if pattern.startswith("[]", at):
        return "(?!)", at + 2, False
    return "[", at + 1, True


def _escape(pattern: str, at: int, in_class: bool) -> tuple[str, int]:
    following = pattern[at + 1 : at + 2]
    if following == "s":
        return (_SPACES if in_class else f"[{_SPACES}]"), 2
    if following == "S" and not in_class:
        return f"[^{_SPACES}]", 2
    if following in _HEX and not _HEX[following].match(pattern, at):
        return following, 2
    if following.isalpha() and following.isascii() and following not in _LETTERS:
        return following, 2
    return pattern[at : at + 2], 2
