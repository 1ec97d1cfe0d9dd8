"""The permissions of ProcessMaker: number and English name by code."""

PERMISSIONS: dict[str, tuple[int, str]] = {
    "PM_LOGIN": (1, "Login"),
    "PM_SETUP": (2, "Setup"),
    "PM_USERS": (3, "Users"),
    "PM_FACTORY": (4, "Design Process"),
    "PM_CASES": (5, "Create cases"),
    "PM_ALLCASES": (6, "All cases"),
    "PM_REASSIGNCASE": (7, "Reassign case"),
    "PM_SUPERVISOR": (9, "Supervisor"),
    "PM_SETUP_ADVANCE": (10, "Setup Advanced"),
    "PM_DASHBOARD": (11, "Dashboard"),
    "PM_WEBDAV": (12, "WebDav"),
    "PM_DELETECASE": (13, "Delete cases"),
    "PM_EDITPERSONALINFO": (14, "Edit Personal Info"),
    "PM_FOLDERS_OWNER": (15, "Folders owner"),
    "PM_FOLDERS_ALL": (16, "Folders all"),
    "PM_CANCELCASE": (18, "Cancel cases"),
    "PM_UNCANCELCASE": (19, "Undo cancel case"),
    "PM_SETUP_PM_TABLES": (27, "Setup PM Tables"),
    "PM_DELETE_PROCESS_CASES": (36, "Delete process cases"),
    "PM_EDITPERSONALINFO_CALENDAR": (37, "Edit personal info Calendar"),
    "PM_EDIT_USER_PROFILE_FIRST_NAME": (40, "Edit User profile First Name"),
    "PM_EDIT_USER_PROFILE_LAST_NAME": (41, "Edit User profile Last Name"),
    "PM_EDIT_USER_PROFILE_USERNAME": (42, "Edit User profile Username"),
    "PM_EDIT_USER_PROFILE_EMAIL": (43, "Edit User profile Email"),
    "PM_EDIT_USER_PROFILE_ADDRESS": (44, "Edit User profile Address"),
    "PM_EDIT_USER_PROFILE_ZIP_CODE": (45, "Edit User profile Zip Code"),
    "PM_EDIT_USER_PROFILE_COUNTRY": (46, "Edit User profile Country"),
    "PM_EDIT_USER_PROFILE_STATE_OR_REGION": (47, "Edit User profile State or Region"),
    "PM_EDIT_USER_PROFILE_LOCATION": (48, "Edit User profile Location"),
    "PM_EDIT_USER_PROFILE_PHONE": (49, "Edit User profile Phone"),
    "PM_EDIT_USER_PROFILE_CALENDAR": (53, "Edit User profile Calendar"),
    "PM_EDIT_USER_PROFILE_TIME_ZONE": (56, "Edit User profile Time Zone"),
    "PM_EDIT_USER_PROFILE_DEFAULT_LANGUAGE": (57, "Edit User profile Default Language"),
    "PM_EDIT_USER_PROFILE_COSTS": (58, "Edit User profile Costs"),
    "PM_EDIT_USER_PROFILE_PASSWORD": (59, "Edit User profile Password"),
    "PM_EDIT_USER_PROFILE_PHOTO": (61, "Edit User profile Photo"),
    "PM_EDIT_USER_PROFILE_DEFAULT_MAIN_MENU_OPTIONS": (
        62,
        "Edit User profile Default Main Menu Options",
    ),
    "PM_EDIT_USER_PROFILE_DEFAULT_CASES_MENU_OPTIONS": (
        63,
        "Edit User profile Default Cases Menu Options",
    ),
    "PM_REASSIGNCASE_SUPERVISOR": (64, "Reassign case supervisor"),
}
FIRST_OTHER_NUMBER = 100


def permission_row(code: str, known: list[str]) -> dict[str, str]:
    """A permission as the role endpoints show it; ``known`` numbers those not listed above."""
    number, name = PERMISSIONS.get(code) or (
        FIRST_OTHER_NUMBER + known.index(code),
        code.removeprefix("PM_").replace("_", " ").capitalize(),
    )
    return {"per_uid": f"{number:032d}", "per_code": code, "per_name": name}
