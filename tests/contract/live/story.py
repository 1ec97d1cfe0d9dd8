"""What is done to cases that the run starts itself, and how they are cleaned up."""

import io
from dataclasses import dataclass, field

from processmaker.models import Case, CaseStatus, CurrentTask, InputDocument, NewCase, Step
from tests.contract.live.careful import CarefulClient
from tests.contract.live.verdicts import Verdicts

PDF = b"%PDF-1.4\n% written by the contract run\n%%EOF\n"
VALUES = {"pmdashContract": "contract"}
NAME = next(iter(VALUES))


@dataclass
class Story:
    """One run: who, where, and what was found on the way."""

    client: CarefulClient
    verdicts: Verdicts
    process_uid: str
    task_uid: str
    user_uid: str
    may_remove_routed: bool = False
    steps: tuple[Step, ...] = ()
    document: InputDocument | None = None
    left: list[str] = field(default_factory=list)

    def start(self, *, impersonated: bool = False) -> NewCase | None:
        """A new case of ours, in draft."""
        cases, place = self.client.cases, (self.process_uid, self.task_uid)
        check = self.verdicts.check
        if impersonated:
            new = check("cases.start_as", cases.start_as, *place, self.user_uid, VALUES)
        else:
            new = check("cases.start", cases.start, *place, VALUES)
        if new:
            self.client.own[new.app_uid] = new.number
        return new

    def task_of(self, app_uid: str) -> CurrentTask | None:
        """Our open task of a case, else any open one."""
        case = self.verdicts.check("cases.get", self.client.cases.get, app_uid)
        return _open_task(case, self.user_uid) if case else None


def _open_task(case: Case, user_uid: str) -> CurrentTask | None:
    tasks = sorted(case.current_tasks, key=lambda task: task.user_uid != user_uid)
    return tasks[0] if tasks else None


def fill(story: Story, app_uid: str, del_index: int) -> None:
    """Variables, notes and files of a draft."""
    check, client = story.verdicts.check, story.client
    variables, light = client.variables, client.light
    check("variables.set_many", variables.set_many, app_uid, VALUES, del_index=del_index)
    read = check("variables.get_all", variables.get_all, app_uid) or {}
    same = read.get(NAME) == VALUES[NAME]
    story.verdicts.expect("variables.get_all", same, f"{NAME} is {read.get(NAME)!r}")
    one = {NAME: "second", f"{NAME}_label": ""}
    check("variables.get", variables.get, app_uid, del_index, NAME)
    check("variables.update", variables.update, app_uid, del_index, NAME, one)
    check("variables.delete", variables.delete, app_uid, del_index, NAME)
    check("variables.create", variables.create, app_uid, del_index, NAME, one)
    check("light.set_variables", light.set_variables, app_uid, VALUES, del_index=del_index)
    check("notes.add", client.notes.add, app_uid, "written by the contract run")
    check("light.add_note", light.add_note, app_uid, "written by the contract run")
    story.steps = check("cases.steps", client.cases.steps, app_uid, del_index) or ()
    _upload(story, app_uid)
    for step in _steps(story, "OUTPUT_DOCUMENT"):
        check(
            "documents.generate_output",
            client.documents.generate_output,
            app_uid,
            del_index,
            step.uid,
        )


def _steps(story: Story, kind: str) -> list[Step]:
    """The first step of a kind, as a list."""
    return [step for step in story.steps if step.type == kind][:1]


def _upload(story: Story, app_uid: str) -> None:
    check, client = story.verdicts.check, story.client
    file = [{"name": "contract.pdf", "appDocType": "ATTACHED"}]
    announced = check("light.announce", client.light.announce, app_uid, file)
    for one in announced or ():
        check(
            "light.upload",
            client.light.upload,
            app_uid,
            one.uid,
            io.BytesIO(PDF),
            "contract.pdf",
        )
    for step in _steps(story, "INPUT_DOCUMENT"):
        story.document = check(
            "documents.upload_input",
            client.documents.upload_input,
            app_uid,
            io.BytesIO(PDF),
            "contract.pdf",
            document_uid=step.uid,
            task_uid=story.task_uid,
            comment="written by the contract run",
        )


def act(story: Story, app_uid: str, del_index: int) -> None:
    """Pause and back, to oneself and back: each of them may open a new index."""
    check, cases = story.verdicts.check, story.client.cases
    check("cases.pause", cases.pause, app_uid, del_index=del_index)
    check("cases.unpause", cases.unpause, app_uid, del_index=del_index)
    task = story.task_of(app_uid)
    if task is None:
        return
    me, index = story.user_uid, task.del_index
    check(
        "cases.reassign",
        cases.reassign,
        app_uid,
        source_uid=me,
        target_uid=me,
        del_index=index,
    )
    task = story.task_of(app_uid) or task
    pairs = [(app_uid, task.del_index)]
    check("cases.reassign_many", cases.reassign_many, pairs, target_uid=me)


def route(story: Story, app_uid: str) -> None:
    """Route once; where the next task is free, take it."""
    check, cases = story.verdicts.check, story.client.cases
    task = story.task_of(app_uid)
    if task is None:
        return
    check("cases.route", cases.route, app_uid, del_index=task.del_index)
    following = story.task_of(app_uid)
    if following and not following.user_uid:
        index = following.del_index
        check("cases.claim", cases.claim, app_uid, del_index=index)


def clean_up(story: Story) -> None:
    """Delete our drafts, cancel what was routed; ``left`` names what could not be removed."""
    for app_uid, number in list(story.client.own.items()):
        case = story.verdicts.check("cases.get", story.client.cases.get, app_uid)
        if case is None or case.status is CaseStatus.DRAFT:
            _delete(story, app_uid)
        elif case.status is CaseStatus.TO_DO:
            _cancel(story, app_uid, _open_task(case, story.user_uid))
        if app_uid in story.client.own:
            story.left.append(f"case {number} ({app_uid})")


def _delete(story: Story, app_uid: str) -> None:
    cases = story.client.cases
    story.verdicts.check("cases.delete", cases.delete, app_uid)
    if story.verdicts.check("lists.draft", _is_gone, story, app_uid):
        del story.client.own[app_uid]


def _is_gone(story: Story, app_uid: str) -> bool:
    return all(row.app_uid != app_uid for row in story.client.lists.draft({"limit": 1000}))


def _cancel(story: Story, app_uid: str, task: CurrentTask | None) -> None:
    """Only the holder may cancel, so first try to become that."""
    check, cases, me = story.verdicts.check, story.client.cases, story.user_uid
    if task and not task.user_uid:
        check("cases.claim", cases.claim, app_uid, del_index=task.del_index)
    elif task and task.user_uid != me:
        index, holder = task.del_index, task.user_uid
        check(
            "cases.reassign",
            cases.reassign,
            app_uid,
            source_uid=holder,
            target_uid=me,
            del_index=index,
        )
    task = story.task_of(app_uid)
    check("cases.cancel", cases.cancel, app_uid, del_index=task.del_index if task else None)
    case = check("cases.get", cases.get, app_uid)
    if case and case.status is CaseStatus.CANCELLED:
        del story.client.own[app_uid]
