"""PHP's values: what is true, what is equal, what a text is as a number."""

import re
from collections.abc import Callable
from typing import Any

_NUMERIC = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def to_number(value: Any) -> int | float:
    """``floatval``/``intval`` without the rounding: the number a value begins with, else 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value
    found = _NUMERIC.match(value) if isinstance(value, str) else None
    if found is None:
        return 0
    number = float(found.group())
    return int(number) if number.is_integer() and "." not in found.group() else number


def is_numeric(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return True
    return isinstance(value, str) and bool(_NUMERIC.fullmatch(value))


def truthy(value: Any) -> bool:
    """``(bool)``: "0" and "" are false."""
    return bool(value) and value != "0"


def to_text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def loosely_equal(left: Any, right: Any) -> bool:
    """PHP's ``==``."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truthy(left) == truthy(right)
    if left is None or right is None:
        return not truthy(left if right is None else right)
    if is_numeric(left) and is_numeric(right):
        return to_number(left) == to_number(right)
    if isinstance(left, int | float) or isinstance(right, int | float):
        return to_number(left) == to_number(right)
    return bool(left == right)


def _compare(left: Any, right: Any) -> int:
    if (
        isinstance(left, str)
        and isinstance(right, str)
        and not (is_numeric(left) and is_numeric(right))
    ):
        return (left > right) - (left < right)
    first, second = to_number(left), to_number(right)
    return (first > second) - (first < second)


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def _divide(left: Any, right: Any) -> Any:
    divisor = to_number(right)
    return to_number(left) / divisor if divisor else False


def _remainder(left: Any, right: Any) -> Any:
    divisor = int(to_number(right))
    return int(to_number(left)) % divisor if divisor else False


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "||": lambda left, right: truthy(left) or truthy(right),
    "or": lambda left, right: truthy(left) or truthy(right),
    "&&": lambda left, right: truthy(left) and truthy(right),
    "and": lambda left, right: truthy(left) and truthy(right),
    "==": loosely_equal,
    "!=": lambda left, right: not loosely_equal(left, right),
    "<>": lambda left, right: not loosely_equal(left, right),
    "===": _same,
    "!==": lambda left, right: not _same(left, right),
    "<": lambda left, right: _compare(left, right) < 0,
    ">": lambda left, right: _compare(left, right) > 0,
    "<=": lambda left, right: _compare(left, right) <= 0,
    ">=": lambda left, right: _compare(left, right) >= 0,
    ".": lambda left, right: to_text(left) + to_text(right),
    "+": lambda left, right: to_number(left) + to_number(right),
    "-": lambda left, right: to_number(left) - to_number(right),
    "*": lambda left, right: to_number(left) * to_number(right),
    "/": _divide,
    "%": _remainder,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "intval": lambda value: int(to_number(value)),
    "floatval": lambda value: float(to_number(value)),
    "strval": to_text,
    "round": lambda value, digits=0: round(float(to_number(value)), int(digits)),
    "count": lambda value: len(value) if isinstance(value, list | dict) else int(value is not None),
    "strlen": lambda value: len(to_text(value).encode()),
    "strtoupper": lambda value: to_text(value).upper(),
    "strtolower": lambda value: to_text(value).lower(),
    "trim": lambda value: to_text(value).strip(),
    "empty": lambda value: not truthy(value),
    "isset": lambda value: value is not None,
    "is_numeric": is_numeric,
    "in_array": lambda item, values: any(
        loosely_equal(item, value)
        for value in (values.values() if isinstance(values, dict) else values or [])
    ),
    "max": lambda *values: max(values, key=to_number),
    "min": lambda *values: min(values, key=to_number),
}
