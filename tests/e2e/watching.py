"""What a page must never do: complain in the console, break its own security policy, or be wider than the phone."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

GRAVE = ("serious", "critical")
# The rules of WCAG 2.1 A and AA, and axe's own good practice.
AXE_OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}
AXE = Axe()


@dataclass
class Watch:
    """Collects what went wrong in a browser's windows."""

    troubles: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, words: str) -> None:
        """Let a journey that provokes a complaint name it."""
        self.expected.append(words)

    def attach(self, context: BrowserContext, origin: str) -> None:
        """Listen to all pages of a context."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", lambda request: self._request(request, origin))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        # A page that answers 404 or 422 is meant to, and a journey may cut the network; the browser writes down both.
        page = message.page.url if message.page else ""
        refused = message.text.startswith(("Failed to load resource", "htmx:"))
        itself = _plain(message.location.get("url", "")) == _plain(page)
        if refused and (itself or "ERR_INTERNET_DISCONNECTED" in message.text):
            return
        if any(words in message.text for words in self.expected):
            return
        self.troubles.append(f"{page}: console: {message.text} {message.location.get('url', '')}")

    def _error(self, error: WebError) -> None:
        self.troubles.append(f"{error.page.url if error.page else ''}: script: {error.error}")

    def _request(self, request: Request, origin: str) -> None:
        # Of a cut network the browser tells on a page of its own.
        if not request.url.startswith((origin, "data:", "blob:", "chrome-error:")):
            self.troubles.append(f"{request.url}: asked for something from elsewhere")


def _plain(url: str) -> str:
    return url.split("?", 1)[0].split("#", 1)[0]


def overflow(page: Page) -> list[str]:
    """Name what makes a page scroll sideways."""
    wide: list[str] = page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const past = [...document.body.querySelectorAll('*')].filter(
            (element) => element.getBoundingClientRect().right > root.clientWidth + 1);
          return [`${root.scrollWidth} px wide`, ...past.slice(0, 5).map(
            (element) => `<${element.tagName.toLowerCase()} class="${element.className}">`)];
        }"""
    )
    return [f"scrolls sideways: {', '.join(wide)}"] if wide else []


def inaccessible(page: Page) -> list[str]:
    """Name what axe finds serious or critical."""
    violations = AXE.run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {'; '.join(str(node['target']) for node in rule['nodes'][:4])}"
        for rule in violations
        if rule["impact"] in GRAVE
    ]
