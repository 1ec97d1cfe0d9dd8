"""`make pictures`: takes the pictures of the docs from the demo, in a real browser."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.stand import Stand, demo
from benchmarks.weigh import CHROMIUM, QUIET

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
FIRST_CASE = "#case-table tbody a"
WIDE, PHONE = (1280, 800), (360, 740)
CASE_TABS = ("", "data/", "documents/", "notes/", "history/")


def take(browser: Browser, stand: Stand, name: str, path: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    jar = [{"name": k, "value": v, "url": stand.web} for k, v in stand.cookies.items()]
    context.add_cookies(jar)
    page = context.new_page()
    page.goto(stand.web + path, wait_until="networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()


def first_case(browser: Browser, stand: Stand) -> str:
    """The path of the first case of the inbox, without its query."""
    context = browser.new_context()
    jar = [{"name": k, "value": v, "url": stand.web} for k, v in stand.cookies.items()]
    context.add_cookies(jar)
    page = context.new_page()
    page.goto(f"{stand.web}/cases/inbox/")
    address = page.locator(FIRST_CASE).first.get_attribute("href") or ""
    context.close()
    return address.partition("?")[0]


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as stand, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        take(browser, stand, "inbox", "/cases/inbox/", WIDE)
        take(browser, stand, "inbox-phone", "/cases/inbox/", PHONE)
        case = first_case(browser, stand)
        for tab in CASE_TABS:
            take(browser, stand, f"case-{tab.strip('/') or 'form'}", case + tab, WIDE)
        stand.person = "silvia"
        stand.sign_in()
        take(browser, stand, "review", "/cases/review/", WIDE)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
