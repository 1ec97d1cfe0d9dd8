"""One round of `make bench-jobs`: plan, confirm, wait; and the bare loop beside it.

A process of its own: Django reads the settings of the round when it is imported.
"""

import http.client
import json
import os
import queue
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import requests
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmdash.settings")
django.setup()

from accounts import server  # noqa: E402
from accounts.grants import create_grant  # noqa: E402
from accounts.people import Me  # noqa: E402
from accounts.tokens import GrantTokens  # noqa: E402
from accounts.vault import TokenPair  # noqa: E402
from cases.job_states import ItemState, JobState  # noqa: E402
from cases.jobs import lifecycle  # noqa: E402
from cases.jobs.creation import create_job  # noqa: E402
from cases.models import Job, JobItem  # noqa: E402
from cases.services.actor import Actor  # noqa: E402
from processmaker import Client  # noqa: E402

PERSON, PASSWORD = "silvia", "sandbox"
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_END = 900


def run_round(
    worker: int, sandbox: int, items: int, window: int, latency_ms: int, bare: int
) -> dict[str, float]:
    """What is seen of a job of so many items: the rest of benchmarks.jobs.Round."""
    actor, token = sign_in()
    began = time.monotonic()
    job = plan(actor, people(actor))
    planned = time.monotonic() - began
    spare = keep(job, items, bare)
    set_latency(latency_ms)
    loop = bare_loop(token, spare, window)
    before, spent, served = memory(worker), cpu_seconds(worker), cpu_seconds(sandbox)
    assert lifecycle.confirm(job)
    wait_for(job, JobState.FINISHED)
    return {
        "plan": planned,
        "wall": (job.finished_at - job.confirmed_at).total_seconds(),
        "bare": loop * items / len(spare),
        "done": job.items.filter(state=ItemState.DONE).count(),
        "cpu_an_item": 1000 * (cpu_seconds(worker) - spent) / items,
        "sandbox_an_item": 1000 * (cpu_seconds(sandbox) - served) / items,
        "memory_before": before,
        "memory_after": memory(worker),
    }


def sign_in() -> tuple[Actor, str]:
    """Who owns the job, and an access token of theirs."""
    token = server.anonymous_client(server.the_server()).auth.sign_in(PERSON, PASSWORD)
    pair = TokenPair(token.access_token, token.refresh_token)
    grant = create_grant(Client(server.the_server(), pair.access), pair)
    client = Client(server.the_server(), token=GrantTokens(grant))
    me = Me(grant, client)
    return Actor(client, me, me.server_name), pair.access


def people(actor: Actor) -> list[dict[str, str]]:
    """Everybody else: a case goes to the next one who may have it."""
    users = actor.pm.users.all({"start": 0, "limit": 200})
    return [{"uid": user.uid, "name": user.name} for user in users if user.uid != actor.me.uid]


def plan(actor: Actor, targets: list[dict[str, str]]) -> Job:
    selection = {"kind": "list", "list": "search", "query": {"status": "TO_DO"}}
    job = create_job(actor, "spread", {"targets": targets, "by": "turn"}, selection)
    wait_for(job, JobState.PLANNED)
    return job


def keep(job: Job, items: int, spare: int) -> list[JobItem]:
    """Leave the first ``items`` in the job; returns some of the others.

    Who may have a task that is claimed can depend on the case, so such tasks are left out.
    """
    claimed = job.items.filter(reason="is_unclaimed").values("task_uid")
    certain = job.items.filter(state=ItemState.PLANNED).exclude(task_uid__in=claimed)
    planned = list(certain.order_by("pk"))
    assert len(planned) >= items + spare, f"{len(planned)} cases can be reassigned"
    kept = {item.pk for item in planned[:items]}
    others = [pk for pk in job.items.values_list("pk", flat=True) if pk not in kept]
    for start in range(0, len(others), 500):
        JobItem.objects.filter(pk__in=others[start : start + 500]).delete()
    return planned[items : items + spare]


def wait_for(job: Job, state: JobState) -> None:
    give_up = time.monotonic() + SECONDS_TO_END
    while job.state != state:
        assert time.monotonic() < give_up, f"the job is still {job.state}"
        time.sleep(SECONDS_BETWEEN_LOOKS)
        job.refresh_from_db()


def bare_loop(token: str, items: Sequence[JobItem], window: int) -> float:
    """The same calls by ``window`` threads and nothing else; in seconds."""
    todo: queue.SimpleQueue[JobItem] = queue.SimpleQueue()
    for item in items:
        todo.put(item)
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
    }
    threads = [threading.Thread(target=send_all, args=(headers, todo)) for _ in range(window)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def send_all(headers: dict[str, str], todo: "queue.SimpleQueue[JobItem]") -> None:
    connection = http.client.HTTPConnection(urlsplit(settings.PROCESSMAKER_URL).netloc, timeout=30)
    while True:
        try:
            item = todo.get_nowait()
        except queue.Empty:
            return
        body: dict[str, Any] = {"usr_uid_source": item.source_uid, "del_index": item.del_index}
        body["usr_uid_target"] = item.target_uid
        address = f"/api/1.0/workflow/cases/{item.app_uid}/reassign-case"
        connection.request("PUT", address, json.dumps(body), headers)
        answer = connection.getresponse()
        told = answer.read()
        assert answer.status == 200, told


def set_latency(milliseconds: int) -> None:
    address = f"{settings.PROCESSMAKER_URL}/__sandbox__/latency"
    requests.post(address, json={"ms": milliseconds}, timeout=10).raise_for_status()


def family(main: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [main, *map(int, children)]


def memory(worker: int) -> float:
    """MiB of the largest process of the worker."""
    return max(resident(pid) for pid in family(worker))


def cpu_seconds(main: int) -> float:
    """Processor time of a process and its children."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in family(main)]
    ticks = sum(int(field) for line in fields for field in line.split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(run_round(int(sys.argv[1]), int(sys.argv[2]), **json.loads(sys.argv[3]))))
