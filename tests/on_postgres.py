"""`python -m tests.on_postgres`: what speaks to the database, tried on PostgreSQL as well.

A PostgreSQL is made for the run and thrown away. Where there is none, that is said and passes:
pmdash itself needs nothing but Python. Arguments are handed on to pytest.
"""

import os
import signal
import subprocess
import sys

from tests.support.postgres import NoPostgres, postgres

KILLS = "tests/cases/jobs/test_kills.py::test_"
CHOSEN = (
    "tests/cases/jobs/test_claims.py",
    "tests/cases/jobs/test_jobs_run.py",
    "tests/cases/jobs/test_reading.py",
    "tests/cases/jobs/test_single.py",
    # A kill says little of the database where it says it for the third time; the soak has all.
    f"{KILLS}kill_at[child-after_intent]",
    f"{KILLS}kill_at[child-before_result]",
    f"{KILLS}kill_at[worker-after_answer]",
    f"{KILLS}redis_is_killed_and_comes_back_empty",
    # What of the writes leans on leases, rows and keys.
    "tests/cases/services/test_races.py",
    "tests/cases/services/test_submissions.py",
    "tests/cases/services/test_faults.py",
    "tests/accounts/test_grant_row.py",
    "tests/accounts/test_tokens.py",
    "tests/accounts/test_sign_out_with_jobs.py",
    "tests/web/test_connections.py",
    "tests/web/test_leases.py",
)


def main() -> int:
    """The exit code of pytest; 0 where there is no PostgreSQL."""
    command = [sys.executable, "-m", "pytest", "-q", *CHOSEN, *sys.argv[1:]]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with postgres() as address:
            print("Tests of jobs, writes and tokens on PostgreSQL:", flush=True)
            chosen = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"}
            return subprocess.run(command, env={**os.environ, **chosen}, check=False).returncode
    except NoPostgres as reason:
        print(f"Tests on PostgreSQL are left out: {reason}.")
        return 0


if __name__ == "__main__":
    sys.exit(main())
