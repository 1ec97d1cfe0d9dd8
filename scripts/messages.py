"""`make messages`: collects the texts for translation into locale/, the same way every time."""

import os
import sys
from pathlib import Path

import django
import polib
from django.core.management import CommandError, call_command
from django.core.management.commands import makemessages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "pt_BR")
# What holds no text that a user of pmdash reads.
IGNORED = ("var", "tests", "sandbox", "benchmarks", "scripts", "docs")
# They would be others, and so a change to review, for whoever collects.
DATES = ("POT-Creation-Date", "PO-Revision-Date")


class Collect(makemessages.Command):
    """Django's makemessages without guessed translations: a wrong text is worse than English."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def collect(root: Path) -> None:
    """Bring the .po files below `root`/locale up to date with the code below `root`.

    Raises CommandError where GNU gettext is missing. Leaves the working directory at `root`.
    """
    os.chdir(root)
    call_command(
        Collect(),
        locale=list(LANGUAGES),
        extensions=["html,py"],
        ignore_patterns=list(IGNORED),
        add_location="file",
        no_obsolete=True,
        no_wrap=True,
        verbosity=0,
    )
    for source in (root / "locale").glob("*/LC_MESSAGES/*.po"):
        _remove_dates(source)


def _remove_dates(source: Path) -> None:
    catalog = polib.pofile(str(source), wrapwidth=0)
    for name in DATES:
        catalog.metadata.pop(name, None)
    catalog.save()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")
    os.environ.setdefault("PMDASH_DEMO", "1")
    django.setup()
    try:
        collect(ROOT)
    except CommandError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
