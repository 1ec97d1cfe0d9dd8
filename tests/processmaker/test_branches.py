"""What decides about every answer of a server has no branch that its own tests leave out."""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODULES = ("answers", "fields", "capabilities")
TESTS = ("test_answers", "test_fields", "test_capabilities", "test_refusals")


def coverage(*arguments: str) -> None:
    command = [sys.executable, "-m", "coverage", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_branch_is_taken(tmp_path):
    data = f"--data-file={tmp_path / 'coverage'}"
    only = "--include=" + ",".join(f"processmaker/{name}.py" for name in MODULES)
    files = [str(HERE / f"{name}.py") for name in TESTS]
    plain = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    coverage("run", "--branch", only, data, *plain, *files)
    coverage("json", data, "-o", str(tmp_path / "report.json"))
    modules = json.loads((tmp_path / "report.json").read_text())["files"]
    assert sorted(modules) == sorted(f"processmaker/{name}.py" for name in MODULES)
    for name, found in modules.items():
        missing = found["missing_lines"], found["missing_branches"]
        assert missing == ([], []), f"{name}: lines and branches without a test"
