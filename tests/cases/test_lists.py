"""The list screens: who sees which, what they hold, paging, order."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cases.lists_page import PARTIAL, asked, forget_asked, html, links, rows

OWN = ("inbox", "unassigned", "draft", "paused", "participated", "search")
SUPERVISION = ("review", "reassign")
UPSTREAM = {
    "inbox": "/cases/paged",
    "draft": "/cases/draft/paged",
    "unassigned": "/cases/unassigned/paged",
    "participated": "/cases/participated/paged",
    "search": "/cases/advanced-search/paged",
}


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("who", ["wendy", "silvia", "admin"])
def test_everybody_sees_their_own_lists(sign_in, who, name):
    answer = sign_in(who).get(f"/cases/{name}/")
    assert answer.status_code == 200
    assert '<section class="list" id="list"' in html(answer)
    assert links(answer, 'aria-current="page"')[0] == f"/cases/{name}/"
    assert rows(answer) or 'class="empty"' in html(answer)


@pytest.mark.parametrize("name", SUPERVISION)
def test_supervisors_see_the_lists_of_others(silvia, name):
    answer = silvia.get(f"/cases/{name}/")
    assert answer.status_code == 200
    assert rows(answer)
    assert links(answer, f'href="/cases/{name}/"')


@pytest.mark.parametrize(
    ("name", "permission"), [("review", "PM_SUPERVISOR"), ("reassign", "PM_REASSIGNCASE")]
)
def test_operators_are_refused_the_lists_of_others_and_told_why(wendy, name, permission):
    answer = wendy.get(f"/cases/{name}/")
    assert answer.status_code == 403
    assert permission in html(answer)
    assert f"/cases/{name}/" not in links(wendy.get("/cases/inbox/"), "nav-i")


@pytest.mark.parametrize("path", ["inbox/", "inbox/filters/", "counters/", "keys/"])
def test_signed_out_people_are_sent_to_sign_in_and_back(client, sandbox, path):
    answer = client.get(f"/cases/{path}")
    where = urlsplit(answer["Location"])
    assert answer.status_code == 302
    assert where.path == "/accounts/login/"
    assert parse_qs(where.query)["next"] == [f"/cases/{path}"]


@pytest.mark.parametrize("name", UPSTREAM)
def test_rows_are_those_of_processmaker_in_its_order(wendy, office, name):
    query = "?start=0&limit=25&sort=APP_CACHE_VIEW.APP_NUMBER&dir=ASC"
    there = office.wendy.call("GET", UPSTREAM[name] + query)["data"]
    here = rows(wendy.get(f"/cases/{name}/?sort=number&dir=asc&size=25"))
    # Parallel tasks of one case come in any order.
    numbers = [row["app_number"] for row in there]
    assert [row.cell("no").removeprefix("Unread, ") for row in here] == numbers
    assert {(row.app_uid, row.del_index) for row in here} == {
        (row["app_uid"], int(row["del_index"])) for row in there
    }


@pytest.mark.parametrize("name", OWN)
def test_a_list_page_asks_processmaker_once(wendy, sandbox, name):
    wendy.get(f"/cases/{name}/")
    forget_asked(sandbox)
    wendy.get(f"/cases/{name}/")
    wendy.get(f"/cases/{name}/?page=2&size=5", headers=PARTIAL)
    assert len(asked(sandbox)) == 2


def test_a_row_links_to_its_case_and_remembers_the_list(wendy):
    answer = wendy.get("/cases/inbox/")
    first = rows(answer)[0]
    assert links(answer, 'class="case"')[0] == (
        f"/cases/{first.app_uid}/{first.del_index}/?list=inbox"
    )
    assert wendy.get(links(answer, 'class="case"')[0]).status_code == 200


def test_pages_follow_each_other_without_losing_or_repeating_a_row(silvia):
    whole = rows(silvia.get("/cases/search/?size=200&sort=number"))
    assert len(whole) > 20
    seen, path = [], "/cases/search/?size=7&sort=number"
    while path:
        page = silvia.get(path)
        seen += rows(page)
        following = links(page, 'rel="next"')
        path = f"/cases/search/{following[0]}" if following else ""
    assert len(seen) == len(whole)
    assert {row[:2] for row in seen} == {row[:2] for row in whole}


def test_previous_and_next_keep_the_rest_of_the_address(silvia):
    page = silvia.get("/cases/search/?size=5&page=2&sort=title&dir=asc&status=TO_DO")
    for rel, number in (("prev", None), ("next", ["3"])):
        query = parse_qs(links(page, f'rel="{rel}"')[0].removeprefix("?"))
        assert query.pop("page", None) == number
        assert query == {"size": ["5"], "sort": ["title"], "dir": ["asc"], "status": ["TO_DO"]}


def test_a_page_after_the_end_says_so_and_leads_back(wendy):
    page = wendy.get("/cases/inbox/?page=900")
    assert page.status_code == 200
    assert "This page is empty" in html(page)
    assert "Go to the first page" in html(page)


@pytest.mark.parametrize(
    ("sort", "cell"),
    [("number", "no"), ("title", "title"), ("task", "task"), ("process", "proc")],
)
def test_columns_sort_both_ways(wendy, sort, cell):
    def key(row):
        text = row.cell(cell).removeprefix("Unread, ")
        return int(text) if sort == "number" else text.casefold()

    for way, word in (("asc", "ascending"), ("desc", "descending")):
        page = wendy.get(f"/cases/inbox/?sort={sort}&dir={way}&size=100")
        found = [key(row) for row in rows(page)]
        assert len(set(found)) > 1
        assert found == sorted(found, reverse=way == "desc")
        assert html(page).count("aria-sort") == 1
        assert f'aria-sort="{word}"' in html(page)


def test_what_the_server_cannot_sort_is_sorted_here(silvia):
    page = silvia.get("/cases/search/?sort=priority&size=200")
    flags = ["High priority" in row.html or "high priority" in row.html for row in rows(page)]
    assert True in flags
    assert flags == sorted(flags, reverse=True)


def test_htmx_gets_the_list_alone_and_everybody_else_the_page(wendy):
    part = html(wendy.get("/cases/inbox/", headers=PARTIAL)).strip()
    assert part.startswith('<section class="list" id="list"')
    assert part.endswith("</section>")
    for more in ({"HX-Boosted": "true"}, {"HX-History-Restore-Request": "true"}):
        page = html(wendy.get("/cases/inbox/", headers={**PARTIAL, **more}))
        assert page.startswith("<!doctype html>")
    other = {"HX-Request": "true", "HX-Target": "somewhere"}
    assert html(wendy.get("/cases/inbox/", headers=other)).startswith("<!doctype html>")


def test_lists_are_read_only(wendy):
    assert wendy.post("/cases/inbox/").status_code == 405


def test_empty_lists_say_what_to_do(sign_in, sandbox):
    sandbox.reset(empty=True)
    try:
        page = sign_in("wendy").get("/cases/inbox/")
    finally:
        sandbox.reset()
    assert "Nothing waits for you" in html(page)
    assert "/cases/unassigned/" in links(page, "btn pri")


def test_a_search_without_the_permission_for_all_cases_says_so(wendy, admin):
    hint = "Your role lacks PM_ALLCASES"
    assert hint in html(wendy.get("/cases/search/"))
    assert hint not in html(admin.get("/cases/search/"))


def test_parallel_tasks_are_counted_as_tasks(admin, office):
    app_uid = office.split_purchase()
    number = office.wendy.call("GET", f"/cases/{app_uid}")["app_number"]
    page = admin.get(f"/cases/search/?q={number}&status=TO_DO")
    assert [row.app_uid for row in rows(page)].count(app_uid) > 1
    assert " with " in html(page)
    assert " tasks" in html(page)


@pytest.mark.parametrize("name", SUPERVISION)
def test_a_server_without_the_list_says_what_is_missing(sign_in, sandbox, name):
    sandbox.reset(profile="3.2")
    try:
        page = sign_in("silvia").get(f"/cases/{name}/")
    finally:
        sandbox.reset()
    assert page.status_code == 200
    assert "This server does not have this list" in html(page)
    assert "extraRest" in html(page)


def test_an_address_can_name_the_case_beside_the_list(wendy):
    row = rows(wendy.get("/cases/inbox/"))[0]
    page = html(wendy.get(f"/cases/inbox/?case={row.app_uid}.{row.del_index}"))
    assert '<div class="bench has-pane"' in page
    assert f'data-src="/cases/{row.app_uid}/{row.del_index}/pane/?list=inbox"' in page
    assert f"/cases/{row.app_uid}/{row.del_index}/?list=inbox" in page


@pytest.mark.parametrize("name", ["x", "1.2", "0" * 32, "0" * 32 + ".x", "0" * 32 + ".1234567"])
def test_a_name_that_is_no_case_opens_nothing(wendy, name):
    answer = wendy.get("/cases/inbox/", {"case": name})
    assert answer.status_code == 200
    assert "has-pane" not in html(answer)
