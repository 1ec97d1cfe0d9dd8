"""Addresses in notes can be followed; everything else stays text."""

import pytest

from cases.case_page.notes import Piece, pieces


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://example.test/a?b=1&c=2.", ["https://example.test/a?b=1&c=2"]),
        ("(http://example.test/x_(y))", ["http://example.test/x_(y)"]),
        ("HTTPS://EXAMPLE.TEST, and http://b.test", ["HTTPS://EXAMPLE.TEST", "http://b.test"]),
        ("javascript:alert(1) data:text/html,x ftp://x", []),
        ("http://bank.test@evil.test/", []),
        ("http://[broken", []),
        ("https://", []),
        ('http://a.test"onclick="x', ["http://a.test"]),
        ("<a href='http://a.test'>", ["http://a.test"]),
    ],
)
def test_only_plain_web_addresses_are_linked(text, links):
    cut = pieces(text)
    assert [piece.href for piece in cut if piece.href] == links
    assert "".join(piece.text for piece in cut) == text


def test_plain_text_is_one_piece():
    assert pieces("two\nlines") == (Piece("two\nlines"),)
    assert pieces("") == ()
