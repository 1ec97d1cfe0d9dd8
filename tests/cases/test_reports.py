"""Named reports: who registers and sees them, table, chart, CSV; never SQL."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cases.office_models import NamedReport
from cases.reports.results import chart_of, result_of
from tests.support.sandbox import SandboxProcess

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Late by person",
    "name": "number-overdue-by-user",
    "description": "Who is late, and how often",
    "permission": "PM_ALLCASES",
    "label_column": "USER",
    "figure_column": "NUMBER_OVERDUE",
    "parameter-TOTAL_FORMS": "6",
    "parameter-INITIAL_FORMS": "0",
    "parameter-0-name": "date_from",
    "parameter-0-label": "From",
    "parameter-0-type": "date",
    "parameter-1-name": "date_to",
    "parameter-1-type": "date",
}


@pytest.fixture
def report(admin: Client) -> NamedReport:
    answer = admin.post("/reports/new/", FORM)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return NamedReport.objects.get()


def text(browser: Client, url: str, status: int = 200) -> str:
    page = browser.get(url)
    assert page.status_code == status, page.content.decode()[-2000:]
    return page.content.decode()


def test_it_is_kept_with_its_parameters(report: NamedReport) -> None:
    assert report.parameters == [
        {"name": "date_from", "label": "From", "type": "date", "required": False},
        {"name": "date_to", "label": "date_to", "type": "date", "required": False},
    ]


def test_who_may_see_and_who_may_register(
    report: NamedReport, sign_in: Callable[[str], Client]
) -> None:
    silvia, wendy = sign_in("silvia"), sign_in("wendy")
    url = f"/reports/{report.id}/"
    assert "Late by person" in text(silvia, "/reports/")
    assert "Add a report" not in text(silvia, "/reports/")
    assert silvia.get(url).status_code == 200
    for address in ("/reports/new/", f"{url}change/"):
        assert "PM_SETUP" in text(silvia, address, 403)
    assert silvia.post(f"{url}delete/").status_code == 403
    for address in ("/reports/", url, f"{url}rows.csv"):
        assert "PM_ALLCASES" in text(wendy, address, 403)


def test_a_report_asks_for_a_permission_of_its_own(report: NamedReport, silvia: Client) -> None:
    NamedReport.objects.update(permission="PM_FACTORY")
    assert "Late by person" not in text(silvia, "/reports/")
    assert "PM_FACTORY" in text(silvia, f"/reports/{report.id}/", 403)


def test_it_is_drawn_and_listed(report: NamedReport, silvia: Client) -> None:
    html = text(silvia, f"/reports/{report.id}/")
    assert "NUMBER_OVERDUE by USER" in html
    widths = [float(one) for one in re.findall(r'<rect width="([\d.]+)%"', html)]
    assert widths
    assert max(widths) == 100
    assert '<table class="tbl fit" id="report-table">' in html


def test_dates_narrow_it_and_wrong_ones_are_not_sent(
    report: NamedReport, silvia: Client, sandbox: SandboxProcess
) -> None:
    assert "No rows for this" in text(silvia, f"/reports/{report.id}/?date_from=2040-01-01")
    sandbox.forget_asked()
    html = text(silvia, f"/reports/{report.id}/?date_from=1'%20OR%201=1")
    assert "This is no date" in html
    assert not [one for one in sandbox.asked() if "overdue" in one]


def test_csv_holds_all_rows(report: NamedReport, silvia: Client) -> None:
    answer = silvia.get(f"/reports/{report.id}/rows.csv")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert content.startswith("USER_ID,USER,NUMBER_OVERDUE\r\n")
    assert silvia.get(f"/reports/{report.id}/rows.csv?date_from=x").status_code == 404


def test_an_endpoint_that_is_not_there_is_explained(report: NamedReport, silvia: Client) -> None:
    NamedReport.objects.update(name="no-such-endpoint")
    assert "has no endpoint extrarest/cases/no-such-endpoint" in text(
        silvia, f"/reports/{report.id}/"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "../sql"},
        {"name": ""},
        {"permission": "all cases"},
        {"parameter-0-name": "a b"},
        {"parameter-0-type": "sql"},
    ],
)
def test_what_cannot_be_is_not_registered(admin: Client, wrong: dict[str, str]) -> None:
    answer = admin.post("/reports/new/", {**FORM, **wrong})
    assert answer.status_code == 422
    assert 'value="Late by person"' in answer.content.decode()
    assert not NamedReport.objects.exists()


def test_an_endpoint_is_registered_once(report: NamedReport, admin: Client) -> None:
    answer = admin.post("/reports/new/", FORM)
    assert answer.status_code == 422
    assert "registered already" in answer.content.decode()


def test_it_is_changed_and_deleted(report: NamedReport, admin: Client) -> None:
    assert 'value="date_from"' in text(admin, f"/reports/{report.id}/change/")
    admin.post(f"/reports/{report.id}/change/", {**FORM, "title": "Who is late"})
    assert NamedReport.objects.get().title == "Who is late"
    admin.post(f"/reports/{report.id}/delete/")
    assert not NamedReport.objects.exists()


def test_without_the_plug_in_it_is_explained(
    sandbox: SandboxProcess, sign_in: Callable[[str], Client]
) -> None:
    sandbox.reset(profile="3.8")
    html = text(sign_in("admin"), "/reports/")
    sandbox.reset()
    assert "Reports need the extraRest plug-in" in html


def test_the_chart_finds_its_columns() -> None:
    result = result_of([{"WHO": "A", "N": "4"}, {"WHO": "B", "N": 1, "MORE": None}])
    chart = chart_of(NamedReport(), result)
    assert chart is not None
    assert [(bar.label, bar.percent) for bar in chart.bars] == [("A", "100.0"), ("B", "25.0")]
    with_uid = chart_of(NamedReport(), result_of([{"ID": "a" * 32, "WHO": "A", "N": 2}]))
    assert with_uid is not None
    assert with_uid.label_column == "WHO"
    assert chart_of(NamedReport(), result_of([{"WHO": "A"}])) is None
    assert chart_of(NamedReport(), result_of([])) is None
