"""`manage.py check --deploy` with the settings of an installation behind https."""

import os
import subprocess
import sys
import tempfile

PRODUCTION = {
    "PROCESSMAKER_URL": "https://bpm.example.com",
    "PROCESSMAKER_CLIENT_ID": "client",
    "PROCESSMAKER_CLIENT_SECRET": "secret",
    "PMDASH_URL": "https://pmdash.example.com",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        env = kept | PRODUCTION | {"PMDASH_VAR": folder}
        return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
