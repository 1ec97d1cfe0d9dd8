"""Formulas of text fields: `price * quantity + sqrt(4)`, compiled to steps, no `eval`.

The steps (reverse Polish notation) also go to the browser, which computes the same live.
"""

import math
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>[A-Za-z_$][\w$.]*)"
    r"|(?P<sign>[-+*/(),]))"
)
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}
_MAX_LENGTH = 2000
Step = tuple[str, str | float | int]


def _round(value: float) -> float:
    return math.floor(value + 0.5)


def _sign(value: float) -> float:
    return math.copysign(1, value) if value else 0.0


_ONE: Mapping[str, Callable[[float], float]] = {
    "abs": abs,
    "acos": math.acos,
    "asin": math.asin,
    "atan": math.atan,
    "cbrt": math.cbrt,
    "ceil": math.ceil,
    "cos": math.cos,
    "exp": math.exp,
    "floor": math.floor,
    "log": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "round": _round,
    "sign": _sign,
    "sin": math.sin,
    "sqrt": math.sqrt,
    "tan": math.tan,
    "trunc": math.trunc,
}
_MANY: Mapping[str, Callable[[Sequence[float]], float]] = {
    "max": lambda values: max(values, default=-math.inf),
    "min": lambda values: min(values, default=math.inf),
    "pow": lambda values: math.pow(values[0], values[1]),
    "atan2": lambda values: math.atan2(values[0], values[1]),
    "hypot": lambda values: math.hypot(*values),
    "random": lambda values: secrets.SystemRandom().random(),
}
_CONSTANTS = {"pi": math.pi, "PI": math.pi, "E": math.e}


@dataclass(frozen=True, slots=True)
class Formula:
    """A compiled formula; `names` are the field ids that it reads."""

    steps: tuple[Step, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of the fields that the formula reads, each once."""
        return tuple(dict.fromkeys(str(word) for what, word in self.steps if what == "name"))

    def value(self, numbers: Mapping[str, float]) -> str:
        """The result as the text JavaScript would show; "" where there is none (1/0, √-1)."""
        stack: list[float] = []
        try:
            for what, word in self.steps:
                _step(stack, what, word, numbers)
            return shown(stack[-1])
        except (ArithmeticError, ValueError, IndexError):
            return ""


def compiled(source: str) -> Formula | None:
    """The formula, or None where it is no plain arithmetic."""
    if len(source) > _MAX_LENGTH:
        return None
    tokens = _tokens(source)
    try:
        steps, rest = _sum(tokens) if tokens else ([], [("sign", "?")])
    except (IndexError, ValueError, RecursionError):
        return None
    return None if rest else Formula(tuple(steps))


def number(value: str) -> float:
    """The number in a field's text, 0 where there is none."""
    found = re.match(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", value)
    return float(found[0]) if found else 0.0


def shown(value: float) -> str:
    """A number as JavaScript writes it: no ".0", no thousands; "" for infinity and NaN."""
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _step(stack: list[float], what: str, word: str | float, numbers: Mapping[str, float]) -> None:
    if what == "number":
        stack.append(float(word))
    elif what == "name":
        stack.append(numbers.get(str(word), 0.0))
    elif what == "negate":
        stack.append(-stack.pop())
    elif what == "sign":
        right, left = stack.pop(), stack.pop()
        stack.append(_operation(str(word), left, right))
    else:
        _call(stack, what, int(word))


def _operation(sign: str, left: float, right: float) -> float:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    return left * right if sign == "*" else left / right


def _call(stack: list[float], name: str, count: int) -> None:
    values = stack[len(stack) - count :]
    del stack[len(stack) - count :]
    stack.append(float(_ONE[name](values[0]) if name in _ONE else _MANY[name](values)))


Token = tuple[str, str]


def _tokens(source: str) -> list[Token] | None:
    tokens: list[Token] = []
    at, end = 0, len(source.rstrip())
    while at < end:
        found = _TOKEN.match(source, at)
        if found is None:
            return None
        tokens.append((str(found.lastgroup), str(found[str(found.lastgroup)])))
        at = found.end()
    return tokens


def _sum(tokens: list[Token], level: int = 1) -> tuple[list[Step], list[Token]]:
    """Operands joined by the operators of one level, left to right."""
    steps, rest = _operand(tokens, level)
    while rest and _PRECEDENCE.get(rest[0][1]) == level:
        right, after = _operand(rest[1:], level)
        steps = [*steps, *right, ("sign", rest[0][1])]
        rest = after
    return steps, rest


def _operand(tokens: list[Token], level: int) -> tuple[list[Step], list[Token]]:
    return _sum(tokens, 2) if level == 1 else _unary(tokens)


def _unary(tokens: list[Token]) -> tuple[list[Step], list[Token]]:
    what, word = tokens[0]
    if word == "-":
        steps, rest = _unary(tokens[1:])
        return [*steps, ("negate", "")], rest
    if word == "+":
        return _unary(tokens[1:])
    if word == "(":
        steps, rest = _sum(tokens[1:])
        return steps, _closed(rest)
    if what == "number":
        return [("number", float(word))], tokens[1:]
    if what == "name":
        return _named(word.removeprefix("Math."), tokens[1:])
    raise ValueError(word)


def _named(name: str, rest: list[Token]) -> tuple[list[Step], list[Token]]:
    if rest and rest[0][1] == "(":
        return _arguments(name, rest[1:])
    if name in _CONSTANTS:
        return [("number", _CONSTANTS[name])], rest
    return [("name", name)], rest


def _arguments(name: str, rest: list[Token]) -> tuple[list[Step], list[Token]]:
    if name not in _ONE and name not in _MANY:
        raise ValueError(name)
    steps: list[Step] = []
    count = 0
    while rest[0][1] != ")":
        argument, rest = _sum(rest[1:] if count else rest)
        steps += argument
        count += 1
        if rest[0][1] not in (",", ")"):
            raise ValueError(rest[0][1])
    if name in _ONE and count != 1:
        raise ValueError(name)
    return [*steps, (name, count)], rest[1:]


def _closed(rest: list[Token]) -> list[Token]:
    if rest[0][1] != ")":
        raise ValueError(rest[0][1])
    return rest[1:]
