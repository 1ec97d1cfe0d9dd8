"""One case on its way through the demo office, worked in the browser by whoever's turn it is."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from cases.jobs.tasks import work_on_job
from cases.models import Job
from tests.support.office import Office

CASE = re.compile(r"/cases/([0-9a-f]{32})/")
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


class CaseWalk:
    """A case from its start on. One browser is handed from person to person: it is warm then.

    ``become`` signs another person in.
    """

    def __init__(self, page: Page, become: Callable[[str], None], office: Office) -> None:
        self._page = page
        self._become = become
        self._office = office
        self.app_uid = ""

    def page_of(self, username: str) -> Page:
        self._become(username)
        return self._page

    def start(self, username: str, title: str) -> Page:
        """Start a case out of what this person may start; its first form is open."""
        page = self.page_of(username)
        page.goto("/cases/start/")
        page.get_by_role("button", name=f"Start {title}", exact=True).click()
        expect(page.locator("#dynaform")).to_be_visible()
        found = CASE.search(page.url)
        assert found
        self.app_uid = found[1]
        return page

    def claim(self, username: str) -> Page:
        """Take the case out of the cases that nobody has; its form is open."""
        page = self.page_of(username)
        self._open_from(page, "unassigned")
        page.get_by_role("button", name="Claim").click()
        expect(page.locator("#case-form")).to_be_visible()
        return page

    def work_on(self, task: str) -> Page:
        """Open the task from the inbox of the person whose turn it is."""
        page = self.page_of(self.holder(task))
        self._open_from(page, "inbox")
        expect(page.locator("#case-form")).to_be_visible()
        return page

    def holder(self, task: str) -> str:
        """The user name of the person who has the open task of this title."""
        tasks = self._office.wendy.call("GET", f"/cases/{self.app_uid}/tasks")
        turns = next(one["delegations"] for one in tasks if one["tas_title"] == task)
        return str(max(turns, key=lambda turn: int(turn["del_index"]))["usr_username"])

    def finish(self, page: Page) -> None:
        """Continue: the task of the page is finished."""
        page.get_by_role("button", name="Continue", exact=True).click()
        told = re.compile("The case goes on|Your task is finished|The case is completed")
        expect(page.locator("#toasts .toast", has_text=told)).to_be_visible()

    def is_completed(self, page: Page) -> None:
        """The page says so, and ProcessMaker as well."""
        page.goto(f"/cases/{self.app_uid}/history/")
        expect(page.locator(".page-head")).to_contain_text("Completed")

    def variables(self, username: str) -> dict[str, object]:
        """What the case holds, as ProcessMaker tells this person."""
        held = getattr(self._office, username).call("GET", f"/cases/{self.app_uid}/variables")
        return dict(held)

    def _open_from(self, page: Page, name: str) -> None:
        page.goto(f"/cases/{name}/?sort=number&dir=desc")
        link = page.locator(f'tr[data-case="{self.app_uid}"] a.case')
        expect(link).to_be_visible()
        page.goto(link.get_attribute("href") or "")


def next_step(page: Page, title: str) -> None:
    """Save the form, or leave the step as it is, and open the next one."""
    page.locator(".end-bar").get_by_text(f"Next step: {title}", exact=True).click()
    expect(page.locator('.steps [aria-current="step"]')).to_contain_text(title)


def upload(page: Page, name: str, content: bytes = PDF) -> None:
    """Add a file in the step that asks for it."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Files").set_input_files([file])
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.locator("#uploads li").last).to_contain_text("The document is uploaded.")
    expect(page.locator("#document-lists")).to_contain_text(name)


def generate(page: Page) -> Locator:
    """Have the document of the step made; the list that it is in afterwards."""
    page.get_by_role("button", name="Generate").click()
    expect(page.locator(".files.tasks progress")).to_be_visible()
    work_on_job(Job.objects.latest("pk").pk)
    made = page.locator("#document-lists .docs tbody tr")
    expect(made).to_have_count(1)
    return made
