"""A second workspace beside the one of the tests: a copy of the demo office, without cases."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from pytest_django.fixtures import Settings

from accounts.server import forget
from accounts.workspaces import Workspace, workspaces
from pmdash.workspaces import origins
from sandbox.world.compose import demo_world
from tests.support.oauth_pages import back_from_processmaker
from tests.support.sandbox import SandboxProcess

NAME = "sales"
LOGIN, LOGOUT, SWITCH = "/accounts/login/", "/accounts/logout/", "/accounts/workspace/"


def copied_world() -> dict[str, Any]:
    """The demo office, with the same uids, as another workspace."""
    world = demo_world()
    return {**world, "server": {**world["server"], "workspace": NAME}}


@dataclass(frozen=True)
class Sales:
    """The second workspace and its server."""

    sandbox: SandboxProcess

    @property
    def workspace(self) -> Workspace:
        return workspaces()[1]

    def sign_in(self, browser: Client, username: str) -> None:
        """Through the pages of ProcessMaker, as a person does."""
        key = self.workspace.key
        started = browser.post(LOGIN, {"workspace": key, "next": "/cases/inbox/"})
        assert urlsplit(started["Location"]).path.startswith(f"/{NAME}/"), started["Location"]
        browser.get(back_from_processmaker(started["Location"], username))


def configure(settings: Settings, process: SandboxProcess) -> Sales:
    """Name the workspace of ``process`` in the settings, as the second one."""
    process.reset(world=copied_world(), cases=0)
    place = replace(settings.FIRST_WORKSPACE, number=2, url=process.url, workspace=NAME)
    settings.FURTHER_WORKSPACES = (place,)
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    targets = ["'self'", *origins((settings.FIRST_WORKSPACE, place))]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": targets}}
    forget()
    return Sales(process)


def here(browser: Client) -> str:
    """The workspace that the side shows."""
    page = browser.get("/accounts/preferences/").content.decode()
    found = re.search(r'popovertarget="workspace-menu">.*?<bdi>(.*?)</bdi>', page, re.DOTALL)
    return found[1] if found else ""


def switch(browser: Client, key: str) -> str:
    return browser.post(SWITCH, {"workspace": key})["Location"]


def both(sign_in: Callable[..., Client], sales: Sales, username: str = "wendy") -> Client:
    """A browser that is signed in to both workspaces, and works in the second."""
    browser = sign_in("wendy")
    sales.sign_in(browser, username)
    return browser
