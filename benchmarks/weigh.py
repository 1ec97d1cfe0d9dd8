"""What a browser loads: requests and compressed bytes of a page, and how much its layout shifts."""

import os
import shutil
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.stand import Stand

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
OBSERVE = """
window.shift = 0; window.lcp = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shift += entry.value;
})).observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(entry => window.lcp = entry.startTime))
  .observe({type: 'largest-contentful-paint', buffered: true});
"""
NEXT_PAGE = 'a[rel="next"]'
CLICK_TO_PAINT = """
async selector => {
  const first = document.querySelector('#case-table tbody tr').dataset.case;
  const began = performance.now();
  document.querySelector(selector).click();
  while (document.querySelector('#case-table tbody tr')?.dataset.case === first)
    await new Promise(done => requestAnimationFrame(done));
  await new Promise(done => requestAnimationFrame(done));
  return performance.now() - began;
}
"""


@dataclass(frozen=True)
class Weight:
    """One page view; `bytes` are those of the compressed bodies, `headers` come on top."""

    requests: int
    bytes: int
    headers: int
    by_kind: dict[str, int]


class Scale:
    """Counts what one tab loads."""

    def __init__(self, session: CDPSession) -> None:
        self._kinds: dict[str, str] = {}
        self._headers: dict[str, int] = {}
        self._bodies: dict[str, int] = {}
        self._cached: set[str] = set()
        session.on("Network.requestServedFromCache", self._note_cached)
        session.on("Network.responseReceived", self._note_kind)
        session.on("Network.loadingFinished", self._note_bytes)
        session.send("Network.enable")

    def _note_cached(self, event: dict) -> None:
        self._cached.add(event["requestId"])

    def _note_kind(self, event: dict) -> None:
        is_cached = event["requestId"] in self._cached
        if not is_cached and not event["response"].get("fromDiskCache"):
            self._kinds[event["requestId"]] = event["type"]
            self._headers[event["requestId"]] = int(event["response"]["encodedDataLength"])

    def _note_bytes(self, event: dict) -> None:
        """All bytes of a request: its headers, which have come before, and its body."""
        request = event["requestId"]
        whole = int(event["encodedDataLength"])
        self._bodies[request] = max(0, whole - self._headers.get(request, 0))

    def read(self) -> Weight:
        by_kind: dict[str, int] = {}
        for request, kind in self._kinds.items():
            by_kind[kind] = by_kind.get(kind, 0) + self._bodies.get(request, 0)
        headers = sum(self._headers.values())
        weight = Weight(len(self._kinds), sum(by_kind.values()), headers, by_kind)
        self._kinds, self._headers, self._bodies = {}, {}, {}
        return weight


@dataclass(frozen=True)
class Weights:
    cold: Weight
    warm: Weight
    next_page: Weight
    layout_shift: float
    largest_paint_ms: float
    next_page_to_paint_ms: float


def weigh(stand: Stand, *, clicks: int = 9) -> Weights:
    """Open the inbox with an empty cache, then again, then page on `clicks` times."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            return weigh_in(browser, stand, clicks)
        finally:
            browser.close()


def weigh_in(browser: Browser, stand: Stand, clicks: int) -> Weights:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    jar = [{"name": k, "value": v, "url": stand.web} for k, v in stand.cookies.items()]
    context.add_cookies(jar)
    context.add_init_script(OBSERVE)
    page = context.new_page()
    scale = Scale(context.new_cdp_session(page))
    cold = load(page, scale, stand)
    shift, paint = page.evaluate("[window.shift, window.lcp]")
    warm = load(page, scale, stand)
    next_page, to_paint = page_on(page, scale, stand, clicks)
    shift += page.evaluate("window.shift")
    return Weights(cold, warm, next_page, round(shift, 4), round(paint), round(to_paint))


def load(page: Page, scale: Scale, stand: Stand) -> Weight:
    page.goto(f"{stand.web}/cases/inbox/", wait_until="networkidle")
    return scale.read()


def page_on(page: Page, scale: Scale, stand: Stand, clicks: int) -> tuple[Weight, float]:
    """The median time from click to paint, and what one such click loads."""
    times = []
    weight = Weight(0, 0, 0, {})
    for _ in range(clicks):
        page.goto(f"{stand.web}/cases/inbox/", wait_until="networkidle")
        scale.read()
        times.append(float(page.evaluate(CLICK_TO_PAINT, NEXT_PAGE)))
        page.wait_for_load_state("networkidle")
        weight = scale.read()
    return weight, sorted(times)[clicks // 2]
