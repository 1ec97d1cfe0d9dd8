"""The data tab: labels of the forms, every kind of value, pages of grids, the raw view."""

import re

import pytest

LINES = {
    str(n): {"article": f"Article {n}", "quantity": str(n), "unit": "pc", "unit_label": "piece"}
    for n in range(1, 61)
}


def cell_texts(page, name):
    row = re.search(rf'id="variable-{name}">(.*?)</dd></div>', page, re.DOTALL)
    assert row, name
    said = row.group(1).split('<dd class="tools">')[0]
    return " ".join(re.sub(r"<[^>]+>", " ", said).split())


@pytest.fixture
def page(wendy, office):
    def read(query="", **variables):
        app_uid = office.purchase(**variables)
        return wendy.get(f"/cases/{app_uid}/1/data/{query}").content.decode()

    return read


def test_variables_carry_the_labels_of_the_forms(page):
    shown = page(amount="12.50")
    assert "Purchase request</bdi></h2>" in shown
    assert re.search(r'id="variable-what"><dt[^>]*title="what">[^<]+</dt>', shown)


def test_values_are_shown_as_a_person_expects_them(page):
    shown = page(
        freeDate="2026-12-01",
        freeMoment="2026-12-01 10:30:00",
        ticks=["hw", "sw"],
        ticks_label='["Hardware","Software"]',
        agreed=["1"],
        agreed_label="true",
        country="AD",
        country_label="Andorra",
        nothing="",
        place={"city": "Malmö", "zip": {"code": "211 20"}},
        lines="first\nsecond",
    )
    assert cell_texts(shown, "freeDate") == "Free date 1 Dec 2026"
    assert cell_texts(shown, "freeMoment") == "Free moment 1 Dec 2026, 10:30"
    assert cell_texts(shown, "ticks") == "Ticks Hardware Software"
    assert cell_texts(shown, "agreed") == "Agreed Yes"
    assert cell_texts(shown, "country") == "Country Andorra"
    assert cell_texts(shown, "nothing") == "Nothing – empty"
    assert cell_texts(shown, "place") == "Place City Malmö Zip Code 211 20"
    assert "first\nsecond" in shown


def test_uids_of_people_on_the_case_are_their_names(wendy, office):
    app_uid = office.split_purchase()
    shown = wendy.get(f"/cases/{app_uid}/data/").content.decode()
    assert cell_texts(shown, "requester") == "Requester Wendy Marsh"


def test_a_long_grid_is_paged_and_the_place_is_an_address(wendy, office):
    url = f"/cases/{office.purchase(free=LINES)}/1/data/"
    first = wendy.get(url).content.decode()
    assert "1 to 25 of 60" in first
    assert "Article 26" not in first
    assert "piece" in first
    link = re.search(r'rel="next"[^>]*hx-get="([^"]+)"', first).group(1).replace("&amp;", "&")
    assert "Article 26" in wendy.get(link).content.decode()
    last = wendy.get(f"{url}?grid=free&page=99").content.decode()
    assert "51 to 60 of 60" in last


@pytest.mark.parametrize("query", ["?page=-1", "?page=x&grid=free", "?grid=%00", "?page=²"])
def test_odd_queries_still_show_the_data(wendy, office, query):
    answer = wendy.get(f"/cases/{office.purchase(free=LINES)}/1/data/{query}")
    assert answer.status_code == 200
    assert b"Article 1" in answer.content


def test_system_variables_stand_apart(page):
    shown = page()
    before, _, system = shown.partition("System variables")
    assert "USER_LOGGED" not in before
    assert "USER_LOGGED" in system


def test_the_raw_view_is_what_came(page):
    shown = page("?raw=1", what="Ñandú")
    assert "&quot;what&quot;: &quot;Ñandú&quot;" in shown


def test_a_supervisor_reads_what_stands_on_the_forms_of_supervisors(silvia, office):
    app_uid = office.purchase(what="Scanners", onNoForm="withheld")
    shown = silvia.get(f"/cases/{app_uid}/data/").content.decode()
    assert "Scanners" in shown
    assert "withheld" not in shown


def test_a_supervisor_is_not_told_a_refusal_that_is_a_fault(silvia, office, sandbox):
    app_uid = office.purchase(what="Scanners")
    sandbox.fault("error_500_null", path="/light/project/*/dynaforms")
    answer = silvia.get(f"/cases/{app_uid}/data/")
    assert answer.status_code == 403
    assert b"You may not read the data of this case" not in answer.content


def test_who_may_not_read_the_data_is_told_and_keeps_the_other_tabs(admin, office):
    shown = admin.get(f"/cases/{office.purchase(what='Scanners')}/data/").content.decode()
    assert "You may not read the data of this case" in shown
    assert 'id="tab-history"' in shown


def test_without_the_forms_the_names_do(wendy, office, sandbox):
    sandbox.fault("error_500_null", path="/light/project/*/dynaforms")
    shown = wendy.get(f"/cases/{office.purchase()}/1/data/").content.decode()
    assert "Label printers" in shown
    assert "could not be read" in shown
