"""Everything that pmdash says can be read in Spanish and in Brazilian Portuguese."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.conf import settings as installed
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from scripts.messages import LANGUAGES, collect

SPOKEN = ("accounts", "cases", "pmdash", "processmaker", "templates", "locale")
# What a translation must hold as it is: placeholders, percent signs, tags, code.
FIXED = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^<>]+>|`[^`]+`")
TEXT = re.compile(r">\s*([^<>]+?)\s*<")

SIGN_IN = {
    "en": {"Sign in to your cases", "Sign in with ProcessMaker"},
    "es": {"Inicie sesión para ver sus casos", "Iniciar sesión con ProcessMaker"},
    "pt-br": {"Entre para ver os seus casos", "Entrar com o ProcessMaker"},
}
INBOX = {
    "en": {"Inbox", "Unassigned", "Paused", "Participated", "Updated", "Late", "Sign out"},
    "es": {
        "Bandeja de entrada",
        "Sin asignar",
        "En pausa",
        "Participados",
        "Actualizado",
        "Con retraso",
        "Cerrar sesión",
    },
    "pt-br": {
        "Caixa de entrada",
        "Não atribuídos",
        "Em pausa",
        "Participados",
        "Atualizado",
        "Em atraso",
        "Sair",
    },
}


@pytest.fixture
def copied(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what is translated: collecting writes next to the templates it reads."""
    for name in SPOKEN:
        shutil.copytree(
            installed.BASE_DIR / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("__pycache__", "*.mo"),
        )
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def compiled(copied: Path) -> Path:
    call_command("compile_translations")
    return copied


def catalog(root: Path, language: str) -> polib.POFile:
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"))


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def fixed(text: str) -> list[str]:
    return sorted(set(FIXED.findall(text)))


def texts(client: Client, path: str, language: str) -> set[str]:
    page = client.get(path, headers={"Accept-Language": language})
    assert page.status_code == 200
    return set(TEXT.findall(page.content.decode()))


@pytest.mark.skipif(not shutil.which("xgettext"), reason="collecting texts needs GNU gettext")
def test_every_text_of_the_code_is_translated(copied: Path) -> None:
    collect(copied)
    missing = {
        language: [entry.msgid for entry in catalog(copied, language).untranslated_entries()]
        for language in LANGUAGES
    }
    assert not any(missing.values()), f"run `make messages`, then translate {missing}"


@pytest.mark.skipif(not shutil.which("xgettext"), reason="collecting texts needs GNU gettext")
def test_a_text_without_a_translation_is_found(copied: Path) -> None:
    (copied / "templates" / "new.html").write_text("{% load i18n %}{% translate 'Brand new' %}")
    collect(copied)
    for language in LANGUAGES:
        entry = catalog(copied, language).find("Brand new")
        assert entry
        assert not entry.translated()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_whole_and_certain(language: str) -> None:
    entries = catalog(installed.BASE_DIR, language)
    assert len(entries) > 1000
    assert not [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete]
    assert not [entry.msgid for entry in entries if not all(forms(entry))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_placeholders_and_tags(language: str) -> None:
    for entry in catalog(installed.BASE_DIR, language):
        # A singular may say "one" in words where the plural has the number.
        allowed = [fixed(entry.msgid), fixed(entry.msgid_plural or entry.msgid)]
        for form in forms(entry):
            assert fixed(form) in allowed, entry.msgid
            assert form.startswith("\n") == entry.msgid.startswith("\n"), entry.msgid
            assert form.endswith("\n") == entry.msgid.endswith("\n"), entry.msgid


def test_numbers_choose_the_form_of_the_language(compiled: Path) -> None:
    said = {}
    for language in ("es", "pt-br"):
        with translation.override(language):
            said[language] = [
                translation.ngettext("%(count)d case", "%(count)d cases", count) % {"count": count}
                for count in (1, 2, 1_000_000)
            ]
    assert said == {
        "es": ["1 caso", "2 casos", "1000000 casos"],
        "pt-br": ["1 caso", "2 casos", "1000000 casos"],
    }


@pytest.mark.parametrize("language", ["es", "pt-br"])
def test_the_sign_in_page_speaks_the_language_of_the_browser(
    client: Client, sandbox: object, compiled: Path, db: None, language: str
) -> None:
    address = "/accounts/login/"
    assert texts(client, address, "en") >= SIGN_IN["en"]
    said = texts(client, address, language)
    assert said >= SIGN_IN[language]
    assert not said & SIGN_IN["en"]


@pytest.mark.parametrize("language", ["es", "pt-br"])
def test_the_inbox_speaks_the_language_of_the_browser(
    sign_in: Callable[[str], Client], sandbox: object, compiled: Path, language: str
) -> None:
    wendy = sign_in("wendy")
    assert texts(wendy, "/cases/inbox/", "en") >= INBOX["en"]
    said = texts(wendy, "/cases/inbox/", language)
    assert said >= INBOX[language]
    assert not said & INBOX["en"]
