"""The endpoints, one file a resource. Importing this package registers them all."""

from sandbox.api import (  # noqa: F401
    case_actions,
    case_lists,
    case_tasks,
    cases,
    departments,
    extrarest,
    extrarest_cases,
    extrarest_folders,
    extrarest_lists,
    groups,
    home,
    home_cases,
    home_pickers,
    input_documents,
    light_actions,
    light_cases,
    light_forms,
    light_lists,
    light_user,
    notes,
    one_variable,
    output_documents,
    pmtables,
    project_objects,
    project_tasks,
    projects,
    reassign,
    roles,
    uploads,
    users,
    variables,
)
from sandbox.api.oauth import TOKEN_PAGES
from sandbox.api.sign_in import SIGN_IN_PAGES

PAGES = [*SIGN_IN_PAGES, *TOKEN_PAGES]
