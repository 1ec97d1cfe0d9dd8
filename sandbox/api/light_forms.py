"""``/light/project``: steps and forms for everybody who is signed in."""

from typing import Any

from sandbox.api.light_lists import form_steps, step_keys
from sandbox.engine.forms import FormProcessor, find_form
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import Dynaform, JsonObject

PM_DYNAFORM = "workflow/engine/classes/PmDynaform.php"


@route("GET", "/light/project/{prj_uid}/activity/{act_uid}/steps")
def list_steps(call: Call) -> list[JsonObject]:
    """The steps with a form."""
    uid = call.params["act_uid"]
    task = call.sandbox.world.tasks.get(uid)
    if task is None:
        raise BadRequest(f"The activity with act_uid: {uid} does not exist.")
    rows = []
    for at, step in enumerate(form_steps(task)):
        form = find_form(call.sandbox.world, step.object)
        rows.append(
            {
                "formId": step.object,
                "formTitle": form.title if form else "",
                "formDescription": form.description if form else "",
                "formUpdateDate": _stamp(call),
                "index": at,
                **step_keys(step),
            }
        )
    return rows


@route("GET", "/light/project/{prj_uid}/dynaform/{dyn_uid}")
def get_form(call: Call) -> JsonObject:
    """With options, without the values of a case."""
    return _processed(call, _form(call, call.uid("dyn_uid")), {})


@route("GET", "/light/project/{prj_uid}/dynaformprocessed/{dyn_uid}")
def get_processed_form(call: Call) -> JsonObject:
    """With the values of ``app_uid``, if given."""
    case = call.sandbox.store.cases.get(call.query.get("app_uid", ""))
    variables = case.variables if case else {}
    return _processed(call, _form(call, call.uid("dyn_uid")), variables)


@route("GET", "/light/project/{prj_uid}/dynaforms")
def list_forms(call: Call) -> list[JsonObject]:
    process = call.sandbox.world.processes.get(call.uid("prj_uid"))
    if process is None:
        raise BadRequest(f"The project with prj_uid: {call.params['prj_uid']} does not exist.")
    forms = sorted(process.dynaforms, key=lambda form: form.title.casefold())
    return [_processed(call, form, {}) | {"index": at} for at, form in enumerate(forms)]


@route("POST", "/light/project/{prj_uid}/dynaforms")
def list_some_forms(call: Call) -> list[JsonObject]:
    """Those of ``formId``."""
    return [_processed(call, _form(call, str(uid)), {}) for uid in call.fields.get("formId", [])]


def _form(call: Call, uid: str) -> Dynaform:
    form = find_form(call.sandbox.world, uid)
    if form is None:
        raise BadRequest(f"The row '{uid}' in table DYNAFORM doesn't exist!")
    return form


def _processed(call: Call, form: Dynaform, variables: dict[str, Any]) -> JsonObject:
    processor = FormProcessor(
        call.sandbox.world, variables, lambda text: call.notice(text, PM_DYNAFORM, 1035)
    )
    return {
        "formId": form.uid,
        "formTitle": form.title,
        "formDescription": form.description,
        "formContent": processor.process(form),
        "formUpdateDate": _stamp(call),
    }


def _stamp(call: Call) -> str:
    return call.sandbox.clock.plain(call.sandbox.started_at)
