"""The endpoints, one file a resource. Importing this package registers them all."""

from sandbox.api import case_lists  # noqa: F401
from sandbox.api.oauth import TOKEN_PAGES
from sandbox.api.sign_in import SIGN_IN_PAGES

PAGES = [*SIGN_IN_PAGES, *TOKEN_PAGES]
