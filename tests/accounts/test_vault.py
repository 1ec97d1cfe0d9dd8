"""Tokens at rest: encrypted, and moved to a new key without signing anybody out."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts import vault
from accounts.models import Grant
from accounts.vault import TokenPair, current_key_id, seal, unseal

pytestmark = pytest.mark.django_db

PAIR = TokenPair("a" * 40, "b" * 40)


@pytest.fixture(autouse=True)
def _forget_keys() -> None:
    vault.forget_keys()


def use_keys(settings: Settings, *keys: str) -> None:
    settings.TOKEN_KEYS = list(keys)
    vault.forget_keys()


def test_without_the_key_there_are_no_tokens(settings: Settings) -> None:
    use_keys(settings, Fernet.generate_key().decode())
    sealed = seal(PAIR)
    use_keys(settings, Fernet.generate_key().decode())
    with pytest.raises(InvalidToken):
        unseal(sealed)


def test_a_new_secret_key_reads_what_the_old_one_sealed(settings: Settings) -> None:
    settings.TOKEN_KEYS = []
    settings.SECRET_KEY = "old" * 20
    vault.forget_keys()
    sealed = seal(PAIR)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "new" * 20
    vault.forget_keys()
    assert unseal(sealed) == PAIR


def test_rotation_moves_every_grant_to_the_new_key(
    wendy: Client, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    use_keys(settings, old)
    grant = Grant.objects.get()
    grant.sealed_tokens, grant.key_id = seal(PAIR), current_key_id()
    grant.save()

    use_keys(settings, new, old)
    call_command("rotate_token_keys")
    assert capsys.readouterr().out == "1 grants encrypted with the current key, 0 left\n"

    use_keys(settings, new)
    grant.refresh_from_db()
    assert unseal(grant.sealed_tokens) == PAIR
    assert grant.key_id == current_key_id()
    assert grant.version == 1


def test_a_lost_key_asks_people_to_sign_in(wendy: Client, settings: Settings) -> None:
    use_keys(settings, Fernet.generate_key().decode())
    page = wendy.get("/cases/inbox/", follow=True)
    assert page.redirect_chain[-1][0].endswith("reason=expired")
    assert "Sign in with ProcessMaker" in page.content.decode()


def test_old_grants_are_cleared(wendy: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("clear_grants")
    assert capsys.readouterr().out == "0 grants deleted\n"
    Grant.objects.update(created_at="2026-01-01T00:00:00Z")
    call_command("clear_grants")
    assert capsys.readouterr().out == "1 grants deleted\n"
