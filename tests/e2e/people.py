"""Those who walk: a resident with a phone, staff at a desk."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from sanling.processes.simulation.pictures import draw, pictures

POSTER = "/q/ZZ-HYL-0001"
NUMBER = re.compile(r"[A-Z]{2}-\d{6}-\d{5}-\w")
PHONE = "13937100001"


def picture(folder: Path, at: int = 0) -> Path:
    """Draw a picture of a scene in a stairwell."""
    path = folder / pictures()[at].name
    path.write_bytes(draw(pictures()[at]).getvalue())
    return path


@dataclass(frozen=True)
class Receipt:
    """What a resident keeps."""

    number: str
    link: str


@dataclass(frozen=True)
class Resident:
    """A resident at a phone; ``scripted`` tells whether its browser runs script."""

    page: Page
    scripted: bool = True

    def tell(self, text: str, *, kind: str, pictures: list[Path] | None = None) -> None:
        """Fill in the first step."""
        self.page.get_by_role("radio", name=kind).check()
        self.page.locator("[name=text]").fill(text)
        if pictures:
            self.page.locator("input[type=file]").set_input_files(pictures)

    def describe(self, text: str, *, kind: str = "矛盾纠纷", pictures: list[Path] | None = None) -> None:
        """Fill in the first step and go on."""
        self.tell(text, kind=kind, pictures=pictures)
        if pictures and self.scripted:
            expect(self.page.locator(".picked li")).not_to_have_count(0)
            expect(self.page.locator(".picked[aria-busy]")).to_have_count(0)
        self.page.get_by_role("button", name=re.compile("^下一步")).click()

    def locate(self, *, place: str, name: str = "", phone: str = "") -> None:
        """Fill in the second step and go on."""
        self.page.locator("[name=place]").fill(place)
        self.page.locator("[name=name]").fill(name)
        self.page.locator("[name=phone]").fill(phone)
        self.page.get_by_role("button", name=re.compile("^下一步")).click()

    def send(self) -> Receipt:
        """Press the last button and read the receipt."""
        self.wait_for_proof()
        self.page.get_by_role("button", name="提交").click()
        return self.receipt()

    def wait_for_proof(self) -> None:
        """Read the report once more, until the browser has shown that it is no flood: then usual limits hold."""
        if self.scripted:
            expect(self.page.locator("input[name=altcha]")).not_to_have_value("")

    def receipt(self) -> Receipt:
        """Read the receipt."""
        number = self.page.locator(".number-large")
        expect(number).to_have_text(NUMBER)
        link = self.page.locator(".link-long a").get_attribute("href")
        assert link
        return Receipt(number.inner_text(), link)

    def report(self, text: str, *, poster: str = POSTER, kind: str = "矛盾纠纷", **where: str) -> Receipt:
        """Report something from a poster's code, all three steps."""
        self.page.goto(poster)
        self.describe(text, kind=kind)
        self.locate(**({"place": "3号楼2单元", "name": "王芳", "phone": PHONE} | where))
        return self.send()


@dataclass(frozen=True)
class Staff:
    """Somebody of the cast at a desk."""

    page: Page

    def sign_in(self, key: str) -> None:
        """Sign in on the cast's page."""
        self.page.goto("/demo/")
        self.page.locator(f"button[name=member][value={key}]").click()
        expect(self.page).to_have_url(re.compile("/desk/"))

    def open(self, number: str) -> None:
        """Open a matter."""
        self.page.goto(f"/desk/matters/{number}/")

    def open_act(self, name: str) -> None:
        """Open the form of an act, unless it stands open already."""
        act = self.act(name)
        expect(act).to_be_visible()
        if act.get_attribute("open") is None:
            act.locator("summary").click()
        expect(act.get_by_role("button", name=name, exact=True)).to_be_visible()

    def pick(self, label: str, typed: str, choice: str = "") -> None:
        """Type into a box that offers choices, and take the first one that says ``choice``, or what was typed."""
        box = self.page.get_by_role("combobox", name=label)
        # As a hand does: what the page filled in is then replaced whole.
        box.click()
        box.press_sequentially(typed)
        self.page.get_by_role("option").filter(has_text=choice or typed).first.click()
        expect(box).not_to_have_value(typed)

    def choose(self, act: str, label: str, choice: str) -> None:
        """Choose in an act's form: from a list where there are few, else by typing."""
        options = self.act(act).get_by_label(label).locator("option").filter(has_text=choice)
        if options.count():
            self.act(act).get_by_label(label).select_option(options.first.get_attribute("value"))
        else:
            self.pick(label, choice)

    def do(self, name: str) -> None:
        """Send an act's form and see it done, with what goes with it in the same go."""
        self.act(name).get_by_role("button", name=name, exact=True).click()
        expect(self.page.get_by_text(re.compile(f"已办：(.*、)?{name}"))).to_be_visible()

    def act(self, name: str) -> Locator:
        """Return the fold-out of an act."""
        summary = self.page.locator("summary").get_by_text(name, exact=True)
        return self.page.locator("details.act").filter(has=summary)
