"""Report tables: variables of the cases of a process, as the designer chose them."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from processmaker import Client
from processmaker.models import Table
from processmaker.parallel import gather

PROCESSES_READ: Final = 100
"""Report tables are listed by process only: each process is asked."""


@dataclass(frozen=True)
class ReportTable:
    """A report table and the process that it belongs to."""

    table: Table
    project_uid: str
    process: str


def read_report_tables(client: Client) -> list[ReportTable]:
    """The report tables of all processes that can be read.

    Raises:
        ProcessMakerError: the processes cannot be listed.
    """
    processes = client.projects.all()[:PROCESSES_READ]
    calls = {f"of_{one.uid}": partial(client.projects.report_tables, one.uid) for one in processes}
    found = gather(**calls)
    reports = []
    for process in processes:
        tables: tuple[Table, ...] = found.get_or(f"of_{process.uid}", ())
        reports += [ReportTable(table, process.uid, process.title) for table in tables]
    return reports
