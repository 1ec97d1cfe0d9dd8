"""What the steps of a task ask for in documents, and where they are sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse

from accounts.people import SignedInRequest
from cases.case_page.form_steps import StepKind
from cases.case_page.uploads import UploadKind, of_kind, read_kind
from cases.services.submissions import new_key
from cases.views.case_links import with_list
from processmaker.models import Step
from processmaker.parallel import gather


@dataclass(frozen=True)
class Work:
    """The documents that the steps of a task ask for, and those that they make."""

    uploads: list[UploadKind]
    outputs: list[Step]


def read_work(request: SignedInRequest, process_uid: str, steps: Sequence[Step]) -> Work:
    """The document steps among ``steps``; limits that cannot be read are left to the server."""
    asked = of_kind(steps, StepKind.INPUT)
    read = partial(request.pm.projects.input_document, process_uid)
    rules = gather(**{step.uid: partial(read, step.uid) for step in asked})
    config = request.me.capabilities.config
    limit = config.largest_upload if config else 0
    uploads = [read_kind(step, rules.get_or(step.uid, None), limit) for step in asked]
    return Work(uploads, of_kind(steps, StepKind.OUTPUT))


def work_context(
    request: SignedInRequest, app_uid: str, del_index: int, work: Work | None, step: str = ""
) -> dict[str, Any]:
    """What the forms for documents need: `work`, their addresses, their key.

    They lead back to the ``step`` of the form tab that holds them, else to the documents tab.
    """
    place = {"app_uid": app_uid, "del_index": del_index}
    return {
        "work": work,
        "work_index": del_index,
        "work_query": with_list(request, "", step=step),
        "upload_url": with_list(request, reverse("cases:upload", kwargs=place), step=step),
        "submit_key": new_key(),
    }
