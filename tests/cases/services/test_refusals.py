"""Every refusal of a write that a real server was heard to say becomes a sentence of ours."""

import pytest

from cases.services.refusals import remark_of
from processmaker import errors, refusals
from processmaker.messages import plain_message

CASE = "4406150856b01c5eaa264f1035878391"
TOKEN = "d" * 40

WORDS = [
    (400, "**ID_CASE_PAUSED**", "is_paused"),
    (400, "**ID_CAN_NOT_CHANGE**", "system_variable"),
    (400, f'The user with "Bearer {TOKEN}" is invalid to claim the case.', "not_claimable"),
    (400, f'The user with "Bearer {TOKEN}" is invalid to pause the case.', "not_yours"),
    (400, f'The user with "Bearer {TOKEN}" is invalid to cancel the case.', "not_yours"),
    (400, "This case is assigned to another user", "not_yours"),
    (400, "This case delegation is already closed or does not exist", "not_open"),
    (400, f"The row '{CASE}, 9' in table AppDelegation doesn't exist!", "not_open"),
    (400, 'Column "DEL_INDEX" cannot be null.', "not_open"),
    (400, f'Case with "{CASE}" not paused.', "not_paused"),
    (400, "This case is in status DRAFT", "is_draft"),
    (400, "This case is in status CANCELLED", "is_cancelled"),
    (400, f'The case "{CASE}" is completed.', "is_completed"),
    (
        400,
        "To cancel a case, no parallel threads must be active. "
        "Only cases with one active thread can be canceled.",
        "parallel",
    ),
    (
        400,
        "You can't delete the case because it's not in Draft status and was already derivated.",
        "not_draft",
    ),
    (
        400,
        "You are not allowed to delete cases, please contact your System Administrator.",
        "delete_not_allowed",
    ),
    (400, f"The application with $app_uid: '{CASE}' does not exist.", "case_missing"),
    (400, "The target user does not have rights to execute the task", "target_not_eligible"),
    (400, "Target and Origin user are the same", "already_there"),
    (400, "Invalid Case Delegation index for this user", "source_lost"),
    (400, f"The user with $userUid: '{CASE}' does not exist.", "target_missing"),
    (
        400,
        f"The task is already assigned to user with ID '{CASE}'.",
        "not_claimable",
    ),
    (
        400,
        "Task doesn't have a valid user in variable claimant or this variable doesn't exist.",
        "next_user_missing",
    ),
    (
        400,
        "You cannot open this case because of one of the following reasons: <br> "
        "You do not have permission to see this case. <br> Case is already claimed.",
        "not_yours",
    ),
    (400, "You do not have permission to access the cases notes", "notes_not_allowed"),
    (400, f"The trigger with $triUid: '{CASE}' does not exist.", "trigger_missing"),
    (400, "var_name: extra does not exist", "variable_missing"),
    (400, "1: description_label does not exist", "variable_incomplete"),
    (400, "Task invalid or the user is not assigned to the task", "start_not_allowed"),
    (400, "Invalid value specified for: tas_uid", "start_not_allowed"),
    (
        400,
        f"This output document with app_doc_id: {CASE} does not exist!",
        "document_missing",
    ),
    (
        400,
        "The document in its configuration does not support this extension",
        "document_format",
    ),
    (
        400,
        f'The user with "{CASE}" not have permissions to perform this action.',
        "not_permitted",
    ),
    (400, "The user does not belong to case or user not is supervisor", "not_permitted"),
    (
        400,
        "Logged-in user needs the PM_SUPERVISOR permission in role.",
        "missing_permission",
    ),
    (
        400,
        "The file size is bigger than the maximum allowed, the maximum size allowed is 32 Mbytes.",
        "file_too_large",
    ),
    (
        415,
        "The mime type does not correspond to the permitted extension, please verify your file.",
        "file_type",
    ),
    (401, "Unauthorized", "not_permitted"),
    (
        403,
        "You don't have permission to access this endpoint or resource on this server.",
        "not_permitted",
    ),
    (404, "Not Found", "endpoint_missing"),
    (429, "Too Many Requests", "rate_limited"),
    (503, "Service Unavailable", "maintenance"),
]


@pytest.mark.parametrize(("status", "words", "code"), WORDS)
def test_words_of_a_server_become_a_sentence(status: int, words: str, code: str) -> None:
    message = plain_message(words)
    remark = remark_of(refusals.leaf_of(status, message)(message, status=status))
    assert remark.code == code
    assert TOKEN not in remark.text
    assert "Bearer" not in remark.text


def test_unknown_words_are_quoted_without_token_and_markup() -> None:
    words = f"The <b>printer</b> of Bearer {TOKEN} is on fire &amp; melts"
    remark = remark_of(errors.BadRequest(words, status=400))
    assert remark.text == "ProcessMaker refused this: The printer of ••• is on fire & melts"


def test_an_exception_in_a_trigger_is_told_as_such() -> None:
    remark = remark_of(errors.BadRequest("Division by zero", status=400), "trigger")
    assert remark.text == "The trigger stopped with an error: Division by zero"


def test_a_refusal_without_words_says_so() -> None:
    assert remark_of(errors.BadRequest("", status=400)).code == "refused_silently"
