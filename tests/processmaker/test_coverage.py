"""The client has a method for every endpoint, and the table in the documentation says so."""

import json
import re
from pathlib import Path

from processmaker.coverage import table
from processmaker.endpoints import API, REGISTRY

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent.parent / "docs" / "api-coverage.md"
LIST = json.loads((HERE / "endpoints.json").read_text())
SAME = re.compile(r"^(\w+ /)(case|user|group|department|role|project|pmtable)s?(/|$)")


def plain(label):
    """An endpoint without the names of its parts, singular and plural alike."""
    return SAME.sub(r"\1\2\3", re.sub(r"\{\w*\}", "{}", label))


CALLED = {plain(endpoint.label) for endpoint in REGISTRY if endpoint.prefix == API}


def test_every_documented_endpoint_has_a_method():
    assert {plain(one) for one in LIST["documented"]} - CALLED == set()
    assert len(LIST["documented"]) > 70


def test_every_served_endpoint_has_a_method():
    assert {plain(one) for one in LIST["served"]} - CALLED == set()
    assert len(LIST["served"]) > 120


def test_what_is_left_out_has_a_reason_and_no_method():
    assert {plain(one) for one in LIST["left_out"]} & CALLED == set()
    assert all(LIST["left_out"].values())


def test_the_table_in_the_documentation_is_the_one_of_the_code():
    assert DOCUMENT.read_text() == table(), (
        "run: python -m processmaker.coverage > " + DOCUMENT.name
    )


def test_each_method_says_what_it_does():
    assert all(endpoint.summary.endswith((".", "…")) for endpoint in REGISTRY)
    names = [endpoint.called_by for endpoint in REGISTRY]
    assert len(names) == len(set(names))
