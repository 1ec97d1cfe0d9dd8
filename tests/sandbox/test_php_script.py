"""The small PHP of conditions and triggers."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.php_script import Script, ScriptError, references
from sandbox.errors import PhpFatal

VARIABLES: dict[str, Any] = {"amount": "1000.50", "n": 3, "word": "yes", "list": ["a", "b"]}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("@#amount > 1000", True),
        ("@@amount <= '1000.5'", True),
        ('@@word == "yes" && @@n != 4', True),
        ("@@word == 'no' || !(@%amount === 1000)", False),
        ("@@missing == 'x'", False),
        ("empty(@@missing) and isset(@@word)", True),
        ("in_array('b', @@list)", True),
        ("1 + 2 * 3 - 4 / 2", 5),
        ("'a' . @@n . \"\\n\"", "a3\n"),
        ("@@n > 2 ? 'big' : 'small'", "big"),
        ("@@missing ?: 'none'", "none"),
        ("strtoupper(trim(' x ')) . count(@@list)", "X2"),
        ("-@%amount % 7", -1000 % 7),
        ("'10' == '1e1'", True),
        ("'abc' == 0", True),
        ("array('a' => 1, 'b' => 2)", {"a": 1, "b": 2}),
        ("[1, 'x']", [1, "x"]),
    ],
)
def test_expressions(source: str, value: Any) -> None:
    assert Script(source, dict(VARIABLES), {}).evaluate() == value


def run(source: str) -> dict[str, Any]:
    variables = dict(VARIABLES)
    Script(source, variables, {}).run()
    return variables


def test_statements_assign_and_branch() -> None:
    changed = run(
        """
        // a comment
        @@count = intval(@@count) + 1;
        @@text .= "more";
        if (@@n > 5) { @@size = "big"; }
        elseif (@@n > 2) { @@size = "middle"; }
        else { @@size = "s"; }
        """
    )
    assert (changed["count"], changed["text"], changed["size"]) == (1, "more", "middle")


def test_a_branch_that_is_not_taken_has_no_effect() -> None:
    assert run("if (false) { no_such_function(); throw new Exception('x'); } @@ok = 1;")["ok"] == 1


def test_an_exception_carries_its_text() -> None:
    with pytest.raises(ScriptError, match="stock system is offline"):
        run('throw new Exception("stock system is offline");')


@pytest.mark.parametrize("source", ["@@x = no_such_function(1);", "exec('ls');", "@@x = (1;", "$x"])
def test_whatever_is_not_understood_dies(source: str) -> None:
    with pytest.raises(PhpFatal):
        run(source)


def test_the_variables_that_a_script_names() -> None:
    assert references("@@a = @@b; @@a = @%c + 1;") == ["a", "b", "a", "c"]


@given(st.text(max_size=60))
def test_no_text_does_anything_but_end(source: str) -> None:
    with suppress(PhpFatal, ScriptError):
        run(source)
