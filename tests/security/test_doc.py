"""docs/security.md names tests that exist, and each requirement in one place."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", TEXT)))
MET, _, NOT_MET = TEXT[TEXT.index("## ASVS 5.0") :].partition("## Left to the installation")
ITEM = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{1,2}(?![\d.])")


def test_the_page_names_many_tests() -> None:
    assert len(NAMED) > 60


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_each_test_that_is_named_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_item_that_is_met_is_shown_by_a_test() -> None:
    rows = [line for line in MET.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) > 90
    assert [row for row in rows if "::test_" not in row.rpartition(" | ")[2]] == []


def test_each_item_stands_in_one_place() -> None:
    """But for those that are met in part."""
    partly = {
        item for line in NOT_MET.splitlines() if "in part" in line for item in ITEM.findall(line)
    }
    counts = Counter(ITEM.findall(MET)) + Counter(ITEM.findall(NOT_MET))
    assert {item for item, count in counts.items() if count > 1} <= partly
    assert len(counts) > 240
