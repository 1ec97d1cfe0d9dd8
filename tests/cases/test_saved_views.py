"""Saved views: saving, opening, changing, sharing, who may, and the figures beside them."""

import re

import pytest

from cases.view_models import SavedView
from tests.cases.lists_page import html, links, notes, rows
from tests.conftest import forget_everything


def save(client, name="Late ones", query="due=late&sort=title", list_name="inbox", **more):
    return client.post(f"/cases/{list_name}/views/", {"name": name, "query": query, **more})


def counted(client, view):
    found = re.search(
        rf'data-count="view-{view.pk}"[^>]*>(\d+)<', html(client.get("/cases/counters/"))
    )
    return int(found[1]) if found else None


def test_what_the_list_shows_becomes_a_view_with_an_address(wendy):
    answer = save(wendy)
    view = SavedView.objects.get()
    assert answer["Location"] == f"/cases/inbox/?view={view.pk}"
    page = wendy.get(answer["Location"])
    assert rows(page) == rows(wendy.get("/cases/inbox/?due=late&sort=title"))
    assert "View saved: Late ones" in html(page)
    assert ">Late ones</bdi></h1>" in html(page)
    assert links(page, 'aria-current="page"')[0] == answer["Location"]


def test_the_form_holds_the_state_of_the_list_and_nothing_else(wendy):
    page = html(wendy.get("/cases/inbox/views/?due=late&page=3&case=x&odd=1&sort=nothing"))
    assert 'name="query" value="due=late"' in page


def test_a_page_of_a_view_is_still_the_view_a_filter_is_not(silvia):
    save(silvia, query="size=10", list_name="search")
    view = SavedView.objects.get()
    page = silvia.get(f"/cases/search/?view={view.pk}")
    assert f"?view={view.pk}&page=2" in links(page, 'rel="next"')
    assert "?size=10&due=late" in links(page, 'id="quick-late"')
    changed = silvia.get(f"/cases/search/?view={view.pk}&due=late")
    assert "<bdi>Late ones</bdi></h1>" not in html(changed)


def test_a_view_is_renamed_shared_and_deleted_by_its_owner(wendy, bob):
    save(wendy)
    view = SavedView.objects.get()
    assert bob.get(f"/cases/inbox/?view={view.pk}").status_code == 200
    assert "no such view" in notes(bob.get(f"/cases/inbox/?view={view.pk}"))[0]
    wendy.post(f"/cases/views/{view.pk}/", {"name": "Overdue", "shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.shared) == ("Overdue", True)
    page = bob.get(f"/cases/inbox/?view={view.pk}")
    assert f"/cases/inbox/?view={view.pk}" in links(page, "nav-i")
    assert wendy.post(f"/cases/views/{view.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


def test_a_deleted_view_comes_back_with_undo(wendy):
    save(wendy, shared="on", hidden="due,updated,odd")
    page = html(wendy.post(f"/cases/views/{SavedView.objects.get().pk}/delete/", follow=True))
    form = page.split("View deleted: Late ones")[1].split("</form>")[0]
    values = dict(re.findall(r'name="(name|query|hidden|shared)" value="([^"]*)"', form))
    wendy.post("/cases/inbox/views/", {n: v.replace("&amp;", "&") for n, v in values.items()})
    view = SavedView.objects.get()
    assert (view.name, view.query, view.shared) == ("Late ones", "due=late&sort=title", True)
    assert view.hidden_columns == ["due", "updated"]


def test_nobody_else_changes_a_view(wendy, bob):
    save(wendy)
    number = SavedView.objects.get().pk
    for url in (f"/cases/views/{number}/", f"/cases/views/{number}/delete/"):
        assert bob.post(url, {"name": "Mine"}).status_code == 404
    SavedView.objects.update(shared=True)
    for url in (f"/cases/views/{number}/", f"/cases/views/{number}/delete/"):
        answer = bob.post(url, {"name": "Mine"})
        assert answer.status_code == 403
        assert "Wendy Marsh" in html(answer)
    assert SavedView.objects.get().name == "Late ones"


def test_views_of_lists_that_one_may_not_see_stay_hidden(silvia, wendy):
    save(silvia, list_name="review", shared="on")
    number = SavedView.objects.get().pk
    assert f"/cases/review/?view={number}" not in links(wendy.get("/cases/inbox/"), "nav-i")
    assert wendy.get(f"/cases/review/?view={number}").status_code == 403
    assert wendy.post("/cases/review/views/", {"name": "x", "query": ""}).status_code == 403


def test_a_view_belongs_to_its_list(wendy):
    save(wendy)
    answer = wendy.get(f"/cases/draft/?view={SavedView.objects.get().pk}")
    assert "no such view" in notes(answer)[0]


@pytest.mark.parametrize("name", ["", "x" * 61])
def test_a_name_is_asked_for_again_with_what_was_typed(wendy, name):
    answer = save(wendy, name=name)
    assert answer.status_code == 422
    assert 'value="due=late&amp;sort=title"' in html(answer)
    assert not SavedView.objects.exists()


def test_a_name_is_used_once_a_list(wendy):
    save(wendy)
    again = save(wendy)
    assert again.status_code == 422
    assert "You have a view of this name already" in html(again)
    assert save(wendy, list_name="draft").status_code == 302


def test_the_figure_of_a_view_is_the_length_of_its_list(silvia):
    for list_name, query in (
        ("inbox", "due=late"),
        ("review", "due=risk"),
        ("search", "status=COMPLETED"),
        ("reassign", ""),
    ):
        save(silvia, name=f"{list_name} {query}", query=query, list_name=list_name)
    forget_everything()
    known = [(view, counted(silvia, view)) for view in SavedView.objects.all()]
    for view, count in known:
        page = silvia.get(f"/cases/{view.list}/?view={view.pk}&size=200")
        uids = {row.app_uid for row in rows(page)}
        assert count in (len(rows(page)), len(uids)), view.name


def test_the_figures_of_views_are_remembered(silvia, sandbox):
    for due in ("late", "risk", "today"):
        save(silvia, name=due, query=f"due={due}")
    silvia.get("/cases/counters/")
    forget_everything()
    sandbox.forget_asked()
    silvia.get("/cases/counters/")
    first = sandbox.asked()
    assert sum("/cases/paged" in call for call in first) == 1
    sandbox.forget_asked()
    silvia.get("/cases/counters/")
    assert sandbox.asked() == []


def test_a_search_too_long_for_a_view_is_refused_and_not_cut(wendy):
    answer = save(wendy, query="q=" + "%D1%84" * 200)
    assert answer.status_code == 422
    assert "too long for a view" in html(answer)
    assert not SavedView.objects.exists()


def test_there_is_room_for_fifty(wendy):
    save(wendy)
    one = SavedView.objects.get()
    for number in range(49):
        one.pk, one.name = None, f"View {number}"
        one.save()
    assert save(wendy, name="One more").status_code == 422
    assert SavedView.objects.count() == 50
