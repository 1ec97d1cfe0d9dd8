"""The WSGI application of pmdash with the stops of the soak."""

from pmdash.wsgi import application  # noqa: F401
from tests.soak import points

points.install()
