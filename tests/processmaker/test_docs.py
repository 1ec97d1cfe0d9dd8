"""The examples of docs/client.md run, in order, against a sandbox."""

import re
import subprocess
import sys
from pathlib import Path

import processmaker

FOLDER = Path(processmaker.__file__).parent
ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_examples_of_the_documentation_run(sandbox, capsys):
    page = (ROOT / "docs" / "client.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) >= 9
    session = {"BASE_URL": sandbox.url}
    for block in blocks:
        exec(compile(block, "docs/client.md", "exec"), session)
    assert capsys.readouterr().out.count("\n") == 10


def test_the_client_is_typed_and_needs_no_django():
    names = [path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_")]
    imports = "; ".join(f"import processmaker.{name}" for name in names)
    code = f"import sys; sys.modules['django'] = None; {imports}"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert (FOLDER / "py.typed").exists()
