"""Changing single preferences of who is signed in."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.models import Preferences
from accounts.people import Me


def hide_columns(me: Me, hidden: Mapping[str, Sequence[str]]) -> None:
    """Leave the columns `hidden` out, by the name of the list; other lists stay as they are."""
    with transaction.atomic():
        mine = Preferences.objects.select_for_update(of=("self",)).get(grant__id=me.grant_id)
        mine.hidden_columns = mine.hidden_columns | dict(hidden)
        mine.save(update_fields=["hidden_columns"])
