"""Dates in moment.js formats, JavaScript patterns, formulas, panels: pure functions."""

import time
from datetime import datetime

import pytest

from cases.dynaform import formula, moment, patterns
from cases.dynaform.panels import reduced

AT = datetime(2026, 3, 1, 15, 4, 9)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("YYYY-MM-DD", "2026-03-01"),
        ("DD-MM-YYYY", "01-03-2026"),
        ("D/M/YY", "1/3/26"),
        ("dddd, MMMM Do YYYY", "Sunday, March 1st 2026"),
        ("ddd MMM D", "Sun Mar 1"),
        ("hh:mm A", "03:04 PM"),
        ("H:m:s", "15:4:9"),
        ("[day] DD", "day 01"),
        ("LLL", "March 1, 2026 3:04 PM"),
        ("DD.MM.YYYY HH:mm", "01.03.2026 15:04"),
    ],
)
def test_moment_formats(pattern, words):
    assert moment.show(AT, pattern) == words


@pytest.mark.parametrize(
    "pattern", ["DD-MM-YYYY HH:mm:ss", "MMMM D, YYYY h:mm:ss a", "YY/M/D H:m:s"]
)
def test_what_is_shown_can_be_read(pattern):
    assert moment.read(moment.show(AT, pattern), pattern) == AT


def test_texts_that_do_not_fit_are_no_dates():
    assert moment.read("31-02-2026", "DD-MM-YYYY") is None
    assert moment.read("2026-02-01", "DD-MM-YYYY") is None


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("DD-MM-YYYY", "date"),
        ("YYYY-MM-DD HH:mm", "datetime-local"),
        ("hh:mm A", "time"),
        ("MM/YYYY", "text"),
        ("YYYY", "text"),
    ],
)
def test_the_input_that_fits_a_format(pattern, kind):
    assert moment.input_type(pattern) == kind


@pytest.mark.parametrize(
    ("pattern", "value", "found"),
    [
        ("[0-9]", "abc1", True),
        ("^\\d{5}$", "12345\n", False),
        ("^\\d{5}$", "١٢٣٤٥", False),
        ("^\\s*x", "\u00a0x", True),
        ("^[\\w\\/\\-]+$", "a/b-c", True),
        ("^a{,2}$", "a{,2}", True),
        ("[^]", "\n", True),
        ("^[^\\s[]+$", "a[", False),
        ("\\u0041", "A", True),
        ("(?<year>\\d{4})-\\k<year>", "2026-2026", True),
        ("any", "x", False),
        ("^[", "whatever", True),
    ],
)
def test_javascript_patterns(pattern, value, found):
    assert patterns.matches(pattern, value) is found


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a?)+$", "^(\\w+\\s?)*$", "(a*)*b(a*)*$"])
def test_patterns_that_backtrack_for_ever_elsewhere_answer_at_once(pattern):
    started = time.monotonic()

    patterns.matches(pattern, "a" * 60 + "!")

    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("price*quantity", "37.5"),
        ("2 + 2 - sqrt(4) + price", "14.5"),
        ("-(price - 10) / 5", "-0.5"),
        ("Math.max(price, quantity, 20)", "20"),
        ("unknown + 1", "1"),
        ("price / 0", ""),
        ("sqrt(0 - 1)", ""),
        ("round(2.5)", "3"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("pi", "3.141592653589793"),
        ("2 * 3 - 4 - 5", "-3"),
    ],
)
def test_formulas(source, result):
    made = formula.compiled(source)

    assert made is not None
    assert made.value({"price": 12.5, "quantity": 3}) == result


@pytest.mark.parametrize(
    "source",
    ["a > 3 ? 1 : 2", "alert(1)", "a.b()", "1 +", "(1", "__import__('os')", "sqrt(1, 2)", ""],
)
def test_what_is_no_arithmetic_is_no_formula(source):
    assert formula.compiled(source) is None


@pytest.mark.parametrize(
    ("html", "kept", "loses"),
    [
        ("<p>a <b>b</b> &amp; &lt;c&gt;</p>", "<p>a <b>b</b> &amp; &lt;c&gt;</p>", False),
        ("<script>x()</script>t", "t", True),
        ("<style>p{}</style>t", "t", False),
        ("<p onclick='x()' style='a'>t</p>", "<p>t</p>", True),
        ("<a href='javascript:x()'>t</a>", "<span>t</span>", False),
        ("<div class='modal fade'><p>t</p></div>u", "u", False),
        ("<ul><li>a<li>b", "<ul><li>a<li>b</li></li></ul>", False),
        ("<iframe src='//e'></iframe><img src=x onerror=y>t", "t", True),
        ("<div style='display: none'>t</div></div>u", "u", False),
        ("<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)", False),
    ],
)
def test_panels_lose_what_acts(html, kept, loses):
    panel = reduced(html)

    assert panel.html == kept
    assert panel.loses is loses
