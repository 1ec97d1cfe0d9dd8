"""People who write to cases of the demo office."""

from collections.abc import Callable

import msgspec
import pytest

from accounts import server
from accounts.grants import create_grant
from accounts.people import Me
from accounts.server import the_server
from accounts.tokens import GrantTokens
from accounts.vault import TokenPair
from cases.services.actor import Actor, CaseRef
from processmaker import Client
from tests.cases.case_states import decided
from tests.support.office import PASSWORD, Office
from tests.support.sandbox import SandboxProcess

SHORT = 2.0
"""Seconds that a call may take where the server hangs, so that its test is short."""

People = Callable[..., Actor]


@pytest.fixture
def people(transactional_db: None, sandbox: SandboxProcess) -> People:
    """`people("wendy")` is an actor with a grant of her own; `deadline` is that of her calls."""

    def person(username: str, deadline: float = 30) -> Actor:
        token = server.anonymous_client(the_server()).auth.sign_in(username, PASSWORD)
        pair = TokenPair(token.access_token, token.refresh_token)
        grant = create_grant(Client(the_server(), pair.access), pair)
        hasty = msgspec.structs.replace(the_server(), deadline=deadline)
        client = Client(hasty, token=GrantTokens(grant))
        me = Me(grant, client)
        return Actor(client, me, me.server_name, wait=0.3)

    return person


@pytest.fixture
def mine(office: Office) -> CaseRef:
    """A task that wendy has claimed and decided."""
    return CaseRef(*decided(office))
