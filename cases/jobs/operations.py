"""The table of operations: what a job can do to cases."""

from __future__ import annotations

from cases.jobs.filling import AddNotes, GenerateOutputs, RunTrigger, SetVariable
from cases.jobs.giving import AssignTo, GiveBack, ReassignTo, Spread
from cases.jobs.moving import CancelCases, DeleteDrafts, PauseUntil, RouteOn, UnpauseAll
from cases.jobs.operation import Operation
from cases.models import Job

OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        ReassignTo(),
        Spread(),
        AssignTo(),
        PauseUntil(),
        UnpauseAll(),
        RouteOn(),
        CancelCases(),
        DeleteDrafts(),
        SetVariable(),
        RunTrigger(),
        AddNotes(),
        GenerateOutputs(),
        GiveBack(),
    )
}


def operation_of(job: Job) -> Operation:
    """What the job does."""
    return OPERATIONS[job.operation]
