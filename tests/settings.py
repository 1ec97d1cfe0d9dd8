"""Settings of the tests: those of the demo, with stores of their own for each test process."""

import atexit
import os
import shutil
import tempfile

from tests.support.ports import reserved_port

_folder = tempfile.mkdtemp(prefix="pmdash-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["PMDASH_DEMO"] = "1"
os.environ["PMDASH_VAR"] = _folder
os.environ["DEBUG"] = "1"
os.environ["LOG_LEVEL"] = "INFO"
# A busy machine is no mistake; tests of a server that hangs shorten it.
os.environ["PROCESSMAKER_DEADLINE"] = "30"
# Whatever the environment says: workers of pytest-xdist inherit that of the process before them.
os.environ["SANDBOX_PORT"] = str(reserved_port())
os.environ["REDIS_URL"] = f"redis://127.0.0.1:{reserved_port()}/0"

from pmdash.settings import *  # noqa: E402, F403
from pmdash.settings import DATABASES, STATIC_ROOT, VAR_DIR  # noqa: E402

DEBUG = False
# WhiteNoise warns where the folder is missing. Nothing is collected in it: files come from static/.
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
# A file: the threads of a test share it as the threads of a server do.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"].setdefault("TEST", {})["NAME"] = str(VAR_DIR / "test.sqlite3")
