"""World files → a ``World`` with everything reachable by uid."""

from pathlib import Path

import msgspec

from sandbox.world.model import (
    Category,
    Group,
    OAuthClient,
    PmTable,
    Process,
    Role,
    Route,
    Task,
    User,
    WorldFile,
)


class WorldError(Exception):
    """A world file that cannot be used; the text names the field."""


class World:
    """The model of one workspace: people, processes, PM tables."""

    def __init__(self, file: WorldFile) -> None:
        self.server = file.server
        self.client = _with_own_credentials(file.oauth_client)
        self.departments = file.departments
        self.roles: dict[str, Role] = {role.code: role for role in file.roles}
        self.users: dict[str, User] = {user.uid: user for user in file.users}
        self.groups: dict[str, Group] = {group.uid: group for group in file.groups}
        self.categories: dict[str, Category] = {item.uid: item for item in file.categories}
        self.processes: dict[str, Process] = {item.uid: item for item in file.processes}
        self.pm_tables: dict[str, PmTable] = {item.uid: item for item in file.pm_tables}
        self.tasks: dict[str, Task] = {}
        self.process_of_task: dict[str, Process] = {}
        self._routes: dict[str, list[Route]] = {}
        for process in file.processes:
            self._index(process)

    def _index(self, process: Process) -> None:
        for task in process.tasks:
            self.tasks[task.uid] = task
            self.process_of_task[task.uid] = process
        for route in sorted(process.routes, key=lambda route: route.number):
            self._routes.setdefault(route.from_, []).append(route)

    def routes_from(self, task_uid: str) -> list[Route]:
        """The arrows that leave a task, in their own order."""
        return self._routes.get(task_uid, [])

    def user_named(self, username: str) -> User | None:
        """The user of that name; letter case does not count, as in MySQL."""
        wanted = username.casefold()
        return next((u for u in self.users.values() if u.username.casefold() == wanted), None)

    def has_permission(self, user_uid: str, permission: str) -> bool:
        user = self.users.get(user_uid)
        role = self.roles.get(user.role) if user else None
        return role is not None and permission in role.permissions

    def members(self, group_uid: str) -> list[str]:
        """The uids of a group's people; the uid of a user stands for himself."""
        if group_uid in self.users:
            return [group_uid]
        group = self.groups.get(group_uid)
        return list(group.members) if group and group.status == "ACTIVE" else []

    def groups_of(self, user_uid: str) -> set[str]:
        return {group.uid for group in self.groups.values() if user_uid in group.members}

    def pool(self, task: Task) -> list[str]:
        """Who may be given the task: its users and its groups' members, by uid."""
        return self._people(task.users, task.groups)

    def adhoc_pool(self, task: Task) -> list[str]:
        return self._people(task.adhoc_users, task.adhoc_groups)

    def _people(self, users: list[str], groups: list[str]) -> list[str]:
        found = {uid for uid in users if uid in self.users}
        for group in groups:
            found.update(self.members(group))
        return sorted(uid for uid in found if self.users[uid].status == "ACTIVE")

    def supervisors(self, process: Process) -> set[str]:
        """Everyone who supervises the process, by name or through a group."""
        people: set[str] = set()
        for supervisor in process.supervisors:
            people.update(self.members(supervisor.who))
        return people

    def supervises(self, user_uid: str, process: Process) -> bool:
        return user_uid in self.supervisors(process)


def load_world(source: bytes | str | Path) -> World:
    """A world from a file or its text; raises ``WorldError`` naming the bad field."""
    try:
        data = source.read_bytes() if isinstance(source, Path) else source
        return World(msgspec.json.decode(data, type=WorldFile))
    except OSError as error:
        raise WorldError(f"cannot read the world file: {error}") from error
    except msgspec.DecodeError as error:
        raise WorldError(f"not a world file: {error}") from error


def _with_own_credentials(client: OAuthClient) -> OAuthClient:
    """World files leave ``{placeholders}`` where the server puts its own values."""
    own = OAuthClient()
    return msgspec.structs.replace(
        client,
        client_id=own.client_id if "{" in client.client_id else client.client_id,
        client_secret=own.client_secret if "{" in client.client_secret else client.client_secret,
        redirect_uri="" if "{" in client.redirect_uri else client.redirect_uri,
    )
