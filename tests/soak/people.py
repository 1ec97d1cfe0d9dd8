"""People of the demo office who are signed in, in the process of the soak."""

from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore

from accounts import server
from accounts.grants import create_grant
from accounts.held import SESSION_KEY
from accounts.models import Grant
from accounts.people import Me
from accounts.tokens import GrantTokens
from accounts.vault import TokenPair
from cases.services.actor import Actor
from processmaker import Client
from tests.support.office import PASSWORD

NAMES = ("silvia", "wendy", "jun")


def signed_in(username: str) -> Actor:
    """An actor with a grant of their own."""
    place = server.the_server()
    token = server.anonymous_client(place).auth.sign_in(username, PASSWORD)
    pair = TokenPair(token.access_token, token.refresh_token)
    grant = create_grant(Client(place, pair.access), pair)
    client = Client(place, token=GrantTokens(grant))
    me = Me(grant, client)
    return Actor(client, me, me.server_name)


def browser_of(grant_id: object) -> dict[str, str]:
    """The cookies of a browser in which the owner of a grant is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(grant_id)
    session.save()
    key = str(session.session_key)
    return {settings.SESSION_COOKIE_NAME: key, settings.CSRF_COOKIE_NAME: uuid4().hex}


def grant_of(actor: Actor) -> Grant:
    """The grant that an actor acts through."""
    return Grant.objects.get(pk=actor.me.grant_id)
