"""Tokens are encrypted at rest. The first key encrypts, every key decrypts."""

import base64
import hashlib
from functools import cache
from typing import NamedTuple

import msgspec
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class TokenPair(NamedTuple):
    """An access token and the refresh token that came with it."""

    access: str
    refresh: str

    def __repr__(self) -> str:
        return "TokenPair(…)"


def seal(pair: TokenPair) -> str:
    """Encrypt `pair` with the current key."""
    return _vault().encrypt(msgspec.json.encode(pair)).decode()


def unseal(sealed: str) -> TokenPair:
    """Decrypt; raises cryptography.fernet.InvalidToken where no key fits."""
    return msgspec.json.decode(_vault().decrypt(sealed.encode()), type=TokenPair)


def reseal(sealed: str) -> str:
    """The same tokens, encrypted with the current key."""
    return _vault().rotate(sealed.encode()).decode()


def seal_text(text: str) -> str:
    """Encrypt what a person typed, with the current key."""
    return _vault().encrypt(text.encode()).decode()


def unseal_text(sealed: str) -> str:
    """Decrypt; raises cryptography.fernet.InvalidToken where no key fits."""
    return _vault().decrypt(sealed.encode()).decode()


def current_key_id() -> str:
    """Names the key that encrypts; says nothing about the key itself."""
    return hashlib.sha256(_keys()[0]).hexdigest()[:16]


def forget_keys() -> None:
    """Read the keys from the settings again."""
    _vault.cache_clear()


@cache
def _vault() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> list[bytes]:
    """TOKEN_KEYS, or keys derived from SECRET_KEY and its fallbacks."""
    if settings.TOKEN_KEYS:
        return [key.encode() for key in settings.TOKEN_KEYS]
    return [_derived(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _derived(secret: str) -> bytes:
    key = HKDF(SHA256(), length=32, salt=None, info=b"pmdash token grants").derive(secret.encode())
    return base64.urlsafe_b64encode(key)
