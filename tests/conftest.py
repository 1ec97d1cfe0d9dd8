"""Fixtures for all tests: a real sandbox, a real Redis, people who are signed in."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.test import Client
from pytest_django.fixtures import Settings

from accounts import server
from accounts.grants import create_grant
from accounts.held import SESSION_KEY
from accounts.vault import TokenPair
from pmdash.processes.redis_server import start_redis
from pmdash.web import redis as our_redis
from pmdash.web.headers import content_policy
from processmaker import Client as ProcessMakerClient
from processmaker import transport
from tests.support.ports import reserved_port
from tests.support.sandbox import SandboxProcess
from tests.support.workspaces import Sales, configure

CASES = 60
PASSWORD = "sandbox"

SignIn = Callable[..., Client]


# An example that takes long on a busy machine is no mistake, and the same are tried each time but
# where more are asked for.
hypothesis.settings.register_profile(
    "same", deadline=None, derandomize="MUTATIONS" not in os.environ
)
hypothesis.settings.load_profile("same")

# A busy machine is no mistake: a Redis that is away refuses at once.
our_redis.CONNECTION_OPTIONS |= {"socket_timeout": 30, "socket_connect_timeout": 30}


@receiver(setting_changed)
def forget_content_policy(setting: str, **_more: object) -> None:
    """A test that names other servers in the settings may send forms to them."""
    if setting == "CONTENT_SECURITY_POLICY":
        content_policy.cache_clear()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """A Redis of this test process; its address."""
    port = urlsplit(settings.REDIS_URL).port
    assert port
    child = start_redis(port, Path(settings.VAR_DIR) / "redis")
    yield settings.REDIS_URL
    child.stop()


@pytest.fixture(scope="session")
def sandbox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """The sandbox of this test process, whatever earlier tests have done to it."""
    port = urlsplit(settings.PROCESSMAKER_URL).port
    assert port
    folder = tmp_path_factory.mktemp("sandbox")
    process = SandboxProcess(sys.executable, port, folder, cases=CASES)
    yield process
    process.stop()


@pytest.fixture
def sandbox(
    request: pytest.FixtureRequest, sandbox_process: SandboxProcess, redis_server: str
) -> Iterator[SandboxProcess]:
    """The sandbox without faults, with our memory of it wiped.

    Its cases are new with each module; within one they may have moved on.
    """
    forget_everything()
    sandbox_process.begin(request.node.nodeid.partition("::")[0])
    yield sandbox_process
    sandbox_process.clear_faults()
    sandbox_process.latency(0)
    forget_everything()


@pytest.fixture(scope="session")
def second_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """Another server, started by the first test that wants it."""
    folder = tmp_path_factory.mktemp("second-sandbox")
    process = SandboxProcess(sys.executable, reserved_port(), folder, cases=0)
    yield process
    process.stop()


@pytest.fixture
def sales(
    settings: Settings, sandbox: SandboxProcess, second_sandbox: SandboxProcess
) -> Iterator[Sales]:
    """A second workspace on a server of its own, without cases."""
    yield configure(settings, second_sandbox)
    second_sandbox.clear_faults()
    server.forget()


def forget_everything() -> None:
    """Empty Redis, the memory of this process and the circuit breakers."""
    our_redis.wake()
    our_redis.shared_redis().flushall()
    server.forget()
    forget_breaker()


def forget_breaker() -> None:
    """Let the next call go out, however many have failed."""
    transport.transport_of(settings.PROCESSMAKER_URL, verify=True).breaker.succeeded()


@pytest.fixture
def sign_in(db: None, sandbox: SandboxProcess) -> SignIn:
    """Signs a person in, quickly: `sign_in("wendy")` is a Django test client with a grant."""

    def sign_in(username: str, password: str = PASSWORD) -> Client:
        token = server.anonymous_client(server.the_server()).auth.sign_in(username, password)
        pair = TokenPair(token.access_token, token.refresh_token)
        grant = create_grant(ProcessMakerClient(server.the_server(), pair.access), pair)
        browser = Client()
        session = browser.session
        session[SESSION_KEY] = str(grant.id)
        session.save()
        browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return browser

    return sign_in


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("admin")


@pytest.fixture
def silvia(sign_in: SignIn) -> Client:
    return sign_in("silvia")


@pytest.fixture
def wendy(sign_in: SignIn) -> Client:
    return sign_in("wendy")


@pytest.fixture
def bob(sign_in: SignIn) -> Client:
    return sign_in("bob")


@pytest.fixture
def mary(sign_in: SignIn) -> Client:
    return sign_in("mary")
