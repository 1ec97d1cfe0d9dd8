"""The language in which ProcessMaker itself answers: names of states, texts of errors."""

from dataclasses import dataclass

from accounts.people import Me
from processmaker import Client
from processmaker.errors import BadRequest, ProcessMakerError
from processmaker.fields import text
from processmaker.parallel import gather


@dataclass(frozen=True)
class ServerLanguages:
    """The installed languages as code and name; `current` is "" where the server does not tell."""

    choices: list[tuple[str, str]]
    current: str


def read_languages(client: Client, me: Me) -> ServerLanguages | None:
    """What ProcessMaker could speak; None where the plug-in is missing or nothing is told."""
    try:
        if not me.capabilities.extrarest:
            return None
    except ProcessMakerError:
        return None
    found = gather(languages=client.system.languages, current=client.extrarest.language)
    rows: tuple[dict[str, object], ...] = found.get_or("languages", ())
    folded = [{name.lower(): text(value) for name, value in row.items()} for row in rows]
    choices = [(row["lang_id"], row.get("lang_name", "")) for row in folded if row.get("lang_id")]
    return ServerLanguages(choices, found.get_or("current", "")) if choices else None


def set_language(client: Client, me: Me, code: str) -> None:
    """Let ProcessMaker answer this person in the language `code`.

    Raises:
        BadRequest: it is none of the installed ones, or ProcessMaker refuses it.
        ProcessMakerError: ProcessMaker does not answer.
    """
    languages = read_languages(client, me)
    if languages is None or code not in dict(languages.choices):
        raise BadRequest(f"lang: no language {code!r} is installed")
    client.extrarest.set_language(code)
