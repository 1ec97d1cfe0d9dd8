"""The table of every endpoint that the client calls: ``python -m processmaker.coverage``.

Prints docs/api-coverage.md; a test compares the two, and the endpoints with a list kept as data.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby

from processmaker.capabilities import NAMES
from processmaker.endpoints import API, REGISTRY, Endpoint

_ROLE = re.compile(r":\w+:`~?([\w.]+)`")
_HEAD = """# API coverage

Every endpoint of ProcessMaker that `processmaker/` calls, made from the code by
`python -m processmaker.coverage > docs/api-coverage.md`. Paths stand behind
`/api/1.0/{workspace}` unless they begin with `/{workspace}`.

"needs" names the capability that a server must have (`processmaker.capabilities`):

"""


def table() -> str:
    """Return the whole page as Markdown."""
    return _HEAD + "".join(_capabilities()) + "".join(_sections())


def _capabilities() -> Iterator[str]:
    for name, meaning in NAMES.items():
        yield f"- `{name}`: {meaning}\n"
    methods = len(REGISTRY)
    routes = len({endpoint.label + endpoint.prefix for endpoint in REGISTRY})
    yield f"\n{methods} methods for {routes} endpoints.\n"


def _sections() -> Iterator[str]:
    by_class = groupby(sorted(REGISTRY, key=_class_of), key=_class_of)
    for name, endpoints in by_class:
        yield f"\n## {name}\n\n| endpoint | method | needs | what it does |\n|---|---|---|---|\n"
        for endpoint in endpoints:
            yield _row(endpoint)


def _row(endpoint: Endpoint) -> str:
    path = endpoint.path if endpoint.prefix == API else endpoint.prefix + endpoint.path
    method = endpoint.called_by.partition(".")[2]
    summary = _ROLE.sub(r"`\1`", endpoint.summary).replace("|", "\\|").replace("``", "`")
    return f"| `{endpoint.method} {path}` | `{method}` | {endpoint.needs} | {summary} |\n"


def _class_of(endpoint: Endpoint) -> str:
    return endpoint.called_by.partition(".")[0]


if __name__ == "__main__":
    sys.stdout.write(table())
