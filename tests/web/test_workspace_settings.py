"""Settings of further workspaces: complete, distinct, and wrong ones named in one line."""

from pathlib import Path

import pytest

from pmdash.environment import SettingError
from pmdash.workspaces import Place, further_places, origins
from tests.web.test_settings import check

SALES = {
    "PROCESSMAKER_WORKSPACE_2": "sales",
    "PROCESSMAKER_CLIENT_ID_2": "client",
    "PROCESSMAKER_CLIENT_SECRET_2": "hush",
}
FIRST = Place(
    number=1,
    name="Office",
    url="https://bpm.example.com:8443/pm",
    workspace="workflow",
    client_id="first",
    client_secret="hush",
    time_zone="",
)


def configured(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> tuple[Place, ...]:
    """The further workspaces of these settings."""
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return further_places(FIRST)


@pytest.mark.parametrize(
    ("changes", "name", "fault", "example"),
    [
        ({"PROCESSMAKER_WORKSPACE_2": ""}, "PROCESSMAKER_WORKSPACE_2", "is not set", "sales"),
        ({"PROCESSMAKER_CLIENT_ID_2": ""}, "PROCESSMAKER_CLIENT_ID_2", "is not set", "XCVJ"),
        ({"PROCESSMAKER_CLIENT_SECRET_2": ""}, "PROCESSMAKER_CLIENT_SECRET_2", "is not", "1234"),
        ({"PROCESSMAKER_WORKSPACE_2": "a/b"}, "PROCESSMAKER_WORKSPACE_2", "is no work", "sales"),
        ({"PROCESSMAKER_URL_2": "bpm"}, "PROCESSMAKER_URL_2", "is not an address", "https://"),
        ({"PROCESSMAKER_TIME_ZONE_2": "x"}, "PROCESSMAKER_TIME_ZONE_2", "is not", "America/"),
        ({"PROCESSMAKER_NAME_2": "x" * 61}, "PROCESSMAKER_NAME_2", "is not one line", "Sales"),
        (
            {"PROCESSMAKER_WORKSPACE_2": "workflow"},
            "PROCESSMAKER_WORKSPACE_2",
            "is the workspace of PROCESSMAKER_WORKSPACE again",
            "sales",
        ),
        (
            {"PROCESSMAKER_NAME_2": "office"},
            "PROCESSMAKER_NAME_2",
            "is the name of another workspace as well",
            "Sales",
        ),
        (
            {"PROCESSMAKER_WORKSPACE_03": "x"},
            "PROCESSMAKER_WORKSPACE_03",
            "has to be numbered from 2 on (PROCESSMAKER_WORKSPACE_2)",
            "x",
        ),
        ({"PROCESSMAKER_CLIENT_ID_4": "x"}, "PROCESSMAKER_WORKSPACE_4", "is not set", "sales"),
    ],
)
def test_a_wrong_workspace_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], name: str, fault: str, example: str
) -> None:
    with pytest.raises(SettingError) as error:
        configured(monkeypatch, {**SALES, **changes})
    line = str(error.value)
    assert line.startswith(f"pmdash cannot start: {name} {fault}")
    assert f"for example {name}={example}" in line
    assert "\n" not in line


def test_further_workspaces_are_on_the_first_server_unless_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    more = {name.replace("_2", "_7"): value for name, value in SALES.items()}
    more |= {"PROCESSMAKER_URL_7": "https://bpm.example.org", "PROCESSMAKER_NAME_7": "Sales & Co"}
    places = configured(monkeypatch, {**SALES, **more})
    assert [(place.number, place.name, place.url) for place in places] == [
        (2, "", FIRST.url),
        (7, "Sales & Co", "https://bpm.example.org"),
    ]
    assert origins((FIRST, *places)) == ["https://bpm.example.com:8443", "https://bpm.example.org"]
    assert "hush" not in repr(places)


def test_the_worker_stops_as_plainly_for_a_further_workspace(tmp_path: Path) -> None:
    code, output = check(tmp_path, **{**SALES, "PROCESSMAKER_WORKSPACE_2": "a/b"})
    assert code == 1
    assert output.startswith("pmdash cannot start: PROCESSMAKER_WORKSPACE_2 is no workspace")
    assert output.count("\n") == 1
