"""A small, safe reading of the PHP in conditions and triggers.

Statements: assignments to ``@@name``, ``if``/``else``, ``throw new Exception("…")``.
Expressions: literals, ``@@x @#x @%x @=x``, arrays, operators, ``?:``, a few functions.
Anything else dies like an undefined function does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.engine.php_values import (
    BINARY,
    FUNCTIONS,
    to_number,
    truthy,
)
from sandbox.errors import PhpFatal

_TOKENS = re.compile(
    r"""\s*(?:
      (?P<comment>//[^\n]*|\#[^\n]*|/\*.*?\*/)
    | (?P<reference>@[@\#%=?$]\w+)
    | (?P<number>\d+\.?\d*|\.\d+)
    | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    | (?P<name>[A-Za-z_]\w*)
    | (?P<operator>===|!==|==|!=|<>|<=|>=|=>|&&|\|\||\.=|\+=|-=|[-+*/%.<>!=?:;,(){}\[\]])
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "$": "$"}
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}
_PRECEDENCE = (
    ("||", "or"),
    ("&&", "and"),
    ("==", "!=", "===", "!==", "<>"),
    ("<", ">", "<=", ">="),
    (".", "+", "-"),
    ("*", "/", "%"),
)


class ScriptError(Exception):
    """An exception that the script itself has thrown; the text is its message."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class Script:
    """One run of a script over a set of variables, which it changes."""

    def __init__(
        self, source: str, variables: dict[str, Any], functions: dict[str, Callable[..., Any]]
    ) -> None:
        self._tokens = list(_tokens(source))
        self._at = 0
        self._variables = variables
        self._functions = {**FUNCTIONS, **functions}
        self._live = True

    def run(self) -> None:
        """Execute every statement. Raises ``ScriptError``, ``PhpFatal``."""
        while self._at < len(self._tokens):
            self._statement()

    def evaluate(self) -> Any:
        """The value of the script as one expression."""
        return self._ternary()

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _take(self) -> _Token:
        if self._at >= len(self._tokens):
            raise PhpFatal("unexpected end of script")
        self._at += 1
        return self._tokens[self._at - 1]

    def _accept(self, *texts: str) -> str:
        text = self._peek()
        if text.lower() in texts and self._tokens[self._at].kind != "string":
            self._at += 1
            return text.lower()
        return ""

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise PhpFatal(f"expected {text!r} before {self._peek()!r}")

    def _statement(self) -> None:
        if self._accept(";"):
            return
        if self._accept("{"):
            while not self._accept("}"):
                self._statement()
        elif self._accept("if"):
            self._branch()
        elif self._accept("throw"):
            self._throw()
        else:
            self._assignment()

    def _branch(self) -> None:
        self._expect("(")
        chosen = truthy(self._ternary())
        self._expect(")")
        self._guarded(self._statement, live=chosen)
        if self._accept("else"):
            self._guarded(self._statement, live=not chosen)
        elif self._accept("elseif"):
            self._guarded(self._branch, live=not chosen)

    def _guarded(self, part: Callable[[], Any], *, live: bool) -> Any:
        """Read a part; without effect where it is not ``live``."""
        before, self._live = self._live, self._live and live
        try:
            return part()
        finally:
            self._live = before

    def _throw(self) -> None:
        self._expect("new")
        self._take()
        self._expect("(")
        message = self._ternary()
        self._expect(")")
        if self._live:
            raise ScriptError(str(message))

    def _assignment(self) -> None:
        token = self._take()
        if token.kind != "reference":
            self._at -= 1
            self._ternary()
            return
        name = token.text[2:]
        operator = self._accept("=", ".=", "+=", "-=")
        if not operator:
            self._at -= 1
            self._ternary()
            return
        value = self._ternary()
        if operator != "=":
            value = BINARY[operator[0]](self._variables.get(name), value)
        if self._live:
            self._variables[name] = value

    def _ternary(self) -> Any:
        condition = self._binary(0)
        if not self._accept("?"):
            return condition
        chosen = truthy(condition)
        if self._accept(":"):
            otherwise = self._guarded(self._ternary, live=not chosen)
            return condition if chosen else otherwise
        first = self._guarded(self._ternary, live=chosen)
        self._expect(":")
        second = self._guarded(self._ternary, live=not chosen)
        return first if chosen else second

    def _binary(self, level: int) -> Any:
        if level == len(_PRECEDENCE):
            return self._unary()
        left = self._binary(level + 1)
        while operator := self._accept(*_PRECEDENCE[level]):
            right = self._binary(level + 1)
            if self._live:
                left = BINARY[operator](left, right)
        return left

    def _unary(self) -> Any:
        if self._accept("!", "not"):
            return not truthy(self._unary())
        if self._accept("-"):
            return -to_number(self._unary())
        return self._primary()

    def _primary(self) -> Any:
        token = self._take()
        if token.text == "(" and token.kind == "operator":
            value = self._ternary()
            self._expect(")")
            return value
        match token.kind:
            case "number":
                return float(token.text) if "." in token.text else int(token.text)
            case "string":
                return _unquoted(token.text)
            case "reference":
                return _referenced(token.text, self._variables)
            case "name":
                return self._named(token.text.lower())
        if token.text == "[":
            return self._list("]")
        raise PhpFatal(f"unexpected {token.text!r}")

    def _named(self, name: str) -> Any:
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        self._expect("(")
        if name == "array":
            return self._list(")")
        arguments = self._list(")")
        if not self._live:
            return None
        if name not in self._functions or not isinstance(arguments, list):
            raise PhpFatal(f"Call to undefined function {name}()")
        return self._functions[name](*arguments)

    def _list(self, end: str) -> Any:
        """Values up to ``end``: a list, or an object where keys are given."""
        values: list[Any] = []
        keyed: dict[str, Any] = {}
        while not self._accept(end):
            value = self._ternary()
            if self._accept("=>"):
                keyed[str(value)] = self._ternary()
            else:
                values.append(value)
            self._accept(",")
        return keyed or values


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    while source[at:].strip():
        found = _TOKENS.match(source, at)
        if found is None:
            raise PhpFatal(f"cannot read the script at {source[at : at + 20]!r}")
        at = found.end()
        kind = str(found.lastgroup)
        if kind != "comment":
            yield _Token(kind, found.group(kind))


def _unquoted(text: str) -> str:
    if text[0] == "'":
        return re.sub(r"\\(['\\])", r"\1", text[1:-1])
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text[1:-1])


def _referenced(text: str, variables: dict[str, Any]) -> Any:
    value = variables.get(text[2:])
    match text[1]:
        case "#":
            return float(to_number(value))
        case "%":
            return int(to_number(value))
    return value


def references(source: str) -> list[str]:
    """The variables that a script names, in order, each time."""
    return re.findall(r"@[@#%=?$](\w+)", source)
