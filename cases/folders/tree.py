"""The folders as a tree. ProcessMaker lists one folder at a time, so each level is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from processmaker import Client
from processmaker.errors import ProcessMakerError
from processmaker.models import Folder, FolderPage
from processmaker.parallel import gather

ROOT: Final = "root"
MOST_FOLDERS: Final = 200
DEEPEST: Final = 8


@dataclass
class Branch:
    """A folder with those below it."""

    uid: str
    name: str
    branches: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True)
class Tree:
    """All folders that were read; `is_whole` is False where there are more."""

    root: Branch
    is_whole: bool

    def path_to(self, uid: str) -> list[Branch]:
        """The folders from the root down to `uid`; empty where it is not in the tree."""
        return next((path for path in _paths(self.root, []) if path[-1].uid == uid), [])


def _paths(branch: Branch, above: list[Branch]) -> Iterator[list[Branch]]:
    path = [*above, branch]
    yield path
    for below in branch.branches:
        yield from _paths(below, path)


def read_tree(client: Client, root_name: str) -> Tree:
    """All folders, level by level.

    Raises:
        ProcessMakerError: the topmost folders cannot be read.
    """
    root = Branch(ROOT, root_name)
    level, count = _hang(root, client.extrarest.folders(ROOT)), 0
    for _depth in range(DEEPEST):
        count += len(level)
        if not level or count > MOST_FOLDERS:
            break
        level = _next_level(client, level)
    return Tree(root, is_whole=not level)


def _hang(branch: Branch, page: FolderPage) -> list[Branch]:
    branch.branches = [Branch(one.uid, one.name) for one in _by_name(page.folders)]
    return branch.branches


def _by_name(folders: Sequence[Folder]) -> list[Folder]:
    return sorted(folders, key=lambda one: one.name.casefold())


def _next_level(client: Client, level: Sequence[Branch]) -> list[Branch]:
    found = gather(
        **{branch.uid: partial(client.extrarest.folders, branch.uid) for branch in level}
    )
    below: list[Branch] = []
    for branch in level:
        page = found[branch.uid]
        if not isinstance(page, ProcessMakerError):
            below += _hang(branch, page)
    return below
