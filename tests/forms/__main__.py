"""`python -m tests.forms`: draws, fills in and reads back DynaForms.

The project's own, and those in ../shared/dynaforms where that is present; FORMS=DIR chooses
another folder. The last line is `N drawn, N partly, N failed`.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.forms.check import check  # noqa: E402 needs the settings

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "dynaforms"


def folders() -> list[Path]:
    """Where the definitions are."""
    chosen = os.environ.get("FORMS")
    if chosen:
        return [Path(chosen)]
    return [folder for folder in (HERE, SHARED) if folder.is_dir()]


def main() -> int:
    """Prints a line a form; the exit code is 1 if one failed or there are none."""
    paths = [path for folder in folders() for path in sorted(folder.glob("*.json"))]
    count: Counter[str] = Counter()
    for path in paths:
        result = check(path)
        count[result.word] += 1
        print(f"{result.word:7} {result.name}")
        for line in [*result.faults, *result.lacks]:
            print(f"        {line}")
    print(f"{count['drawn']} drawn, {count['partly']} partly, {count['failed']} failed")
    return 1 if count["failed"] or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
