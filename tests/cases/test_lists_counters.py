"""The figures in the navigation."""

import re

from tests.cases.lists_page import asked, forget_asked, html

COUNT = re.compile(
    r'<span class="n" data-count="(\w+)" id="([\w-]+)" hx-swap-oob="true">(\d+)</span>'
)


def counts(client):
    return {
        name: int(count) for name, _id, count in COUNT.findall(html(client.get("/cases/counters/")))
    }


def test_figures_are_those_of_processmaker(wendy, office):
    found = counts(wendy)
    for name, path in (("inbox", "/cases/paged"), ("unassigned", "/cases/unassigned/paged")):
        assert found[name] == int(office.wendy.call("GET", f"{path}?limit=1")["totalCount"])


def test_every_figure_has_a_place_on_the_page(silvia):
    page = html(silvia.get("/cases/inbox/"))
    targets = [
        place for _name, place, _count in COUNT.findall(html(silvia.get("/cases/counters/")))
    ]
    assert targets
    assert all(f'id="{target}"' in page for target in targets)


def test_figures_of_lists_that_are_not_permitted_stay_away(wendy):
    assert not {"review", "reassign"} & set(counts(wendy))


def test_the_page_does_not_wait_for_the_figures(wendy, sandbox):
    wendy.get("/cases/inbox/")
    forget_asked(sandbox)
    page = html(wendy.get("/cases/inbox/"))
    assert 'hx-get="/cases/counters/" hx-trigger="load"' in page
    assert [call["path"].rsplit("/", 2)[-2:] for call in asked(sandbox)] == [["cases", "paged"]]


def test_figures_are_kept_for_some_seconds(wendy, sandbox):
    first = counts(wendy)
    forget_asked(sandbox)
    assert counts(wendy) == first
    assert asked(sandbox) == []
