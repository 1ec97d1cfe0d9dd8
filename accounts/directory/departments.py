"""Departments as a tree.

Which is the last of a level is never asked for: ProcessMaker's `dep_last` is always 0.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from processmaker.models import Department


@dataclass(frozen=True)
class Branch:
    """A department with what lies below it; `matches` where it has what was searched for."""

    department: Department
    branches: tuple["Branch", ...]
    matches: bool


def tree_of(departments: Iterable[Department], q: str = "") -> tuple[Branch, ...]:
    """The tree; with `q` only the departments whose title holds it, and those above them."""
    branches = (_branch(department, q.casefold()) for department in departments)
    return tuple(branch for branch in branches if branch.matches or branch.branches)


def _branch(department: Department, q: str) -> Branch:
    matches = q in department.title.casefold()
    return Branch(department, tree_of(department.children, q), matches)


def all_departments(departments: Iterable[Department]) -> Iterator[tuple[int, Department]]:
    """Every department with its depth, each above its own, in the order of titles."""
    for department in sorted(departments, key=lambda one: one.title.casefold()):
        yield 0, department
        for depth, below in all_departments(department.children):
            yield depth + 1, below


def departments_by_uid(departments: Iterable[Department]) -> dict[str, Department]:
    return {department.uid: department for _, department in all_departments(departments)}


def titled_choices(departments: Iterable[Department]) -> list[tuple[str, str]]:
    """Uid and title of every department, those below another set in by dashes."""
    return [
        (department.uid, f"{'– ' * depth}{department.title}")
        for depth, department in all_departments(departments)
    ]
