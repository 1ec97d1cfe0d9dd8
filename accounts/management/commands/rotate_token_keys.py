from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet

from accounts.models import Grant
from accounts.vault import current_key_id, reseal


class Command(BaseCommand):
    help = (
        "Encrypt all stored tokens with the first of TOKEN_KEYS (or SECRET_KEY). Put a new key in "
        "front, run this, then take the old key out."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = sum(rotate(grant) for grant in outdated().iterator())
        left = outdated().count()
        self.stdout.write(f"{done} grants encrypted with the current key, {left} left")


def outdated() -> "QuerySet[Grant]":
    return Grant.objects.exclude(key_id=current_key_id())


def rotate(grant: Grant) -> int:
    """Encrypt the tokens of `grant` anew, unless they were refreshed meanwhile."""
    same_version = Grant.objects.filter(id=grant.id, version=grant.version)
    return same_version.update(sealed_tokens=reseal(grant.sealed_tokens), key_id=current_key_id())
