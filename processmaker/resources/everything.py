"""All parts of the API, each under its name: what a client is made of."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from processmaker.resources.auth import Auth
from processmaker.resources.cases import Cases
from processmaker.resources.departments import Departments
from processmaker.resources.documents import Documents
from processmaker.resources.extrarest import ExtraRest
from processmaker.resources.groups import Groups
from processmaker.resources.home import Home
from processmaker.resources.light import Light
from processmaker.resources.lists import Lists
from processmaker.resources.metrics import Metrics
from processmaker.resources.notes import Notes
from processmaker.resources.pm_tables import PmTables
from processmaker.resources.projects import Projects
from processmaker.resources.roles import Roles
from processmaker.resources.system import System
from processmaker.resources.users import Users
from processmaker.resources.variables import Variables

if TYPE_CHECKING:
    from processmaker.client import Client


class Resources:
    """The resources of a client; each is made when it is first used."""

    @property
    def _client(self) -> Client:
        return cast("Client", self)

    @cached_property
    def auth(self) -> Auth:
        """OAuth: the way to a token and out again."""
        return Auth(self._client)

    @cached_property
    def lists(self) -> Lists:
        """Case lists of ``/cases``."""
        return Lists(self._client)

    @cached_property
    def cases(self) -> Cases:
        """One case: reading it, and moving it on."""
        return Cases(self._client)

    @cached_property
    def variables(self) -> Variables:
        """Variables of a case."""
        return Variables(self._client)

    @cached_property
    def documents(self) -> Documents:
        """Files of a case."""
        return Documents(self._client)

    @cached_property
    def notes(self) -> Notes:
        """Notes of a case."""
        return Notes(self._client)

    @cached_property
    def users(self) -> Users:
        """Users."""
        return Users(self._client)

    @cached_property
    def groups(self) -> Groups:
        """Groups."""
        return Groups(self._client)

    @cached_property
    def departments(self) -> Departments:
        """Departments."""
        return Departments(self._client)

    @cached_property
    def roles(self) -> Roles:
        """Roles and their permissions."""
        return Roles(self._client)

    @cached_property
    def projects(self) -> Projects:
        """Processes as they are designed."""
        return Projects(self._client)

    @cached_property
    def home(self) -> Home:
        """``/home/*``, 3.6 and later."""
        return Home(self._client)

    @cached_property
    def light(self) -> Light:
        """``/light/*``, the mobile API."""
        return Light(self._client)

    @cached_property
    def extrarest(self) -> ExtraRest:
        """The extraRest plug-in."""
        return ExtraRest(self._client)

    @cached_property
    def pm_tables(self) -> PmTables:
        """PM tables."""
        return PmTables(self._client)

    @cached_property
    def metrics(self) -> Metrics:
        """``/metrics/*`` and custom lists, 3.7 and later."""
        return Metrics(self._client)

    @cached_property
    def system(self) -> System:
        """What the server is set up with."""
        return System(self._client)
