"""Sign-ins that end while somebody is at work."""

from accounts.models import Grant
from accounts.server import anonymous_client, the_server
from accounts.vault import unseal


def take_back(username: str) -> None:
    """Let ProcessMaker forget a person's tokens: neither of them is worth anything any more."""
    auth = anonymous_client(the_server()).auth
    for grant in Grant.objects.filter(username=username):
        pair = unseal(grant.sealed_tokens)
        auth.expire(pair.access)
        # Whoever refreshes a second time comes too late.
        auth.refresh(pair.refresh)
