"""Operations on what cases hold: variables, triggers, notes, documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cases.jobs.operation import Operation, ref_of
from cases.jobs.planning import Planning
from cases.models import Job, JobItem
from cases.services.actor import CaseRef
from cases.services.documents import GenerateOutput
from cases.services.notes import AddNote
from cases.services.triggers import ExecuteTrigger
from cases.services.variables import SetVariables
from cases.services.write import AnyWrite
from processmaker.models import CaseRow


class SetVariable(Operation):
    """``params``: name, value, value_label ("" where the variable has none)."""

    name = "variable"
    label = _("Set a variable")
    requires = ("name",)

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Claimed and active; whether it is mine or supervised, the server decides."""
        if row.paused:
            return "is_paused"
        return "" if row.user_uid else "is_unclaimed"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Write the variable, and its label where one was given."""
        name, label = job.params["name"], job.params.get("value_label", "")
        values = {name: job.params["value"]} | ({f"{name}_label": label} if label else {})
        return SetVariables(ref_of(item), values=values)


class RunTrigger(Operation):
    """``params``: trigger_uid, trigger_title. What it does cannot be read back."""

    name = "trigger"
    label = _("Execute a trigger")
    requires = ("trigger_uid",)

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Mine and active."""
        if row.paused:
            return "is_paused"
        return "" if planning.is_mine(row) else "not_yours"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Run the trigger."""
        return ExecuteTrigger(ref_of(item), trigger_uid=job.params["trigger_uid"])


class AddNotes(Operation):
    """``params``: text, notify."""

    name = "note"
    label = _("Add a note")
    requires = ("text",)
    whole_case = True

    def plan(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Notes can be added to closed cases too."""
        return self.plan_open(planning, row, item)

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Always."""
        return ""

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Add the note; one of the owner with this text since the job began is this one."""
        return AddNote(
            CaseRef(item.app_uid, max(1, item.del_index)),
            text=job.params["text"],
            notify=bool(job.params.get("notify")),
            since=job.confirmed_at or job.created_at,
        )


class GenerateOutputs(Operation):
    """``params``: document_uid, document_title."""

    name = "generate"
    label = _("Generate output documents")
    requires = ("document_uid",)

    def plan_open(self, planning: Planning, row: CaseRow, item: JobItem) -> str:
        """Mine and active."""
        if row.paused:
            return "is_paused"
        return "" if planning.is_mine(row) else "not_yours"

    def write(self, job: Job, item: JobItem) -> AnyWrite:
        """Generate the document."""
        return GenerateOutput(ref_of(item), document_uid=job.params["document_uid"])
