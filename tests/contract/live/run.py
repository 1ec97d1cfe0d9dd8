"""``PROCESSMAKER_URL=… python -m tests.contract``: the contract on a live server."""

from collections.abc import Callable, Mapping

from processmaker import Client, errors
from processmaker.capabilities import probe
from processmaker.identity import who_am_i
from processmaker.models import StartTask
from tests.contract.live import story as chapters
from tests.contract.live.careful import CarefulClient
from tests.contract.live.reads import read_everything
from tests.contract.live.settings import LiveSettings, Refusal, read_settings
from tests.contract.live.story import Story
from tests.contract.live.verdicts import Verdicts

TO_REMOVE = {"PM_CANCELCASE", "PM_REASSIGNCASE"}
"""A routed case cannot be deleted; with these it can be fetched back and cancelled."""
REASONS = {
    "auth.exchange_code": "needs a person in a browser",
    "cases.route": "a routed case could not be removed: needs PM_CANCELCASE and PM_REASSIGNCASE",
    "cases.execute_trigger": "runs code of the process",
    "cases.execute_triggers": "runs code of the process",
    "light.execute_triggers": "runs code of the process",
}
OUTSIDE = "writes outside of our cases, or another way of what was tried"


def run_live(environment: Mapping[str, str], say: Callable[[str], None] = print) -> int:
    """Check a live server; 0 = everything understood and cleaned up, 2 = refused to begin."""
    try:
        settings = read_settings(environment)
        verdicts = Verdicts()
        story = _begin(settings, verdicts)
    except (Refusal, errors.ProcessMakerError) as refusal:
        say(f"contract: {refusal}")
        return 2
    try:
        _play(story)
    finally:
        chapters.clean_up(story)
    _end(story)
    for line in verdicts.table():
        say(line)
    for case in story.left:
        say(f"left on the server: {case}; remove it by hand")
    say(verdicts.summary())
    return 1 if verdicts.has_failed or story.left else 0


def _begin(settings: LiveSettings, verdicts: Verdicts) -> Story:
    """Sign in, find out who and where we are, and the task that starts the process."""
    token = Client(settings.server).auth.sign_in(settings.username, settings.password)
    verdicts.check("auth.sign_in", lambda: token)
    client = CarefulClient(settings.server, token.access_token)
    capabilities = probe(client)
    client.zone = capabilities.zone
    me = who_am_i(client, capabilities)
    task = _start_task(client, settings.process)
    client.process_uid = task.process_uid
    story = Story(client, verdicts, task.process_uid, task.task_uid, me.uid)
    story.may_remove_routed = me.permissions >= TO_REMOVE
    return story


def _start_task(client: CarefulClient, process: str) -> StartTask:
    tasks = client.cases.start_tasks()
    for task in tasks:
        if process == task.process_uid or task.title.startswith(f"{process} ("):
            return task
    titles = ", ".join(sorted({task.title for task in tasks})) or "nothing"
    raise Refusal(f"you may start no case in a process {process!r}; there is: {titles}")


def _play(story: Story) -> None:
    new = story.start()
    task = story.task_of(new.app_uid) if new else None
    if new is None or task is None:
        return
    chapters.fill(story, new.app_uid, task.del_index)
    read_everything(story, new.app_uid, task.del_index)
    chapters.act(story, new.app_uid, task.del_index)
    story.start(impersonated=True)
    if story.may_remove_routed:
        chapters.route(story, new.app_uid)


def _end(story: Story) -> None:
    """Sign out, and say of what was not tried why."""
    verdicts, client = story.verdicts, story.client
    token = client.token
    verdicts.check("auth.expire", client.auth.expire, token)
    for name, reason in REASONS.items():
        verdicts.skip(name, reason)
    for name in verdicts.untried():
        verdicts.skip(name, OUTSIDE)
