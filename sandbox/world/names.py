"""Uids from names: a demo file speaks of "Warehouse", the world of 32 digits."""

import re
from hashlib import blake2b
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]

_REFERENCE = re.compile(r"\{(user|group):([^}]+)\}")


def uid_of(kind: str, name: str) -> str:
    """The same 32 hexadecimal digits for the same name in every run."""
    return blake2b(f"{kind}/{name}".encode(), digest_size=16).hexdigest()


def resolve(text: str, people: Node) -> str:
    """``{group:Legal}`` and ``{user:wendy}`` inside a text become uids."""
    return _REFERENCE.sub(lambda found: people[found[1]][found[2]], text)
