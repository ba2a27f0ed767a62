"""A browser window in which the people of the collaboration take turns."""

from __future__ import annotations

from contextlib import contextmanager

from tests.acceptance import filling
from tests.acceptance.town import address as address_of
from tests.webui.browser import DESK, PATIENCE, follow

COMPLETE = "button[name=actie][value=rond-af]"


class Screen:
    """A window on the running product; `broken` is what the browser held against its pages."""

    def __init__(self, context, town, address):
        self.town = town
        self.address = address
        self.context = context
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.broken = []
        context.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    @classmethod
    @contextmanager
    def opened(cls, browser, town, address, **shown):
        """Open a window that remembers nothing yet; `shown` is as the browser takes it."""
        usual = {"viewport": DESK, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
        with browser.new_context(**usual | shown) as context:
            yield cls(context, town, address)

    def go(self, path):
        """Open a page of the product; give the status of the answer."""
        return self.page.goto(self.address + path).status

    def take_turn(self, person_id):
        """Let somebody sit down at this window."""
        self.context.clear_cookies()
        if person_id:
            cookie = self.town.cookie(person_id)
            self.context.add_cookies([{"name": "regie", "value": cookie, "url": self.address}])

    def text(self):
        """Give what the page says."""
        return " ".join(self.page.locator("body").inner_text().split())

    def sign_in(self, person_id, password):
        """Let somebody sign in by typing her name and password."""
        self.go("/aanmelden")
        self.page.fill("[name=naam]", person_id)
        self.page.fill("[name=wachtwoord]", password)
        follow(self.page.get_by_role("button", name="Meld aan"))

    def open_task(self, number, element_id, who=None):
        """Let who a task is for find it in her inbox and open it, taking it on if need be."""
        task, worker = self.town.worker(number, element_id, who)
        self.take_turn(worker.id)
        self.find(task)
        return task

    def find(self, task):
        """Open a task from the inbox of who sits here, taking it on if need be."""
        link = f"h3 a[href='{address_of(task)}']"
        self.go(f"/taken?zoek={task.case_number}")
        if self.page.locator(link).count():
            follow(self.page.locator(link))
        else:
            follow(self.page.get_by_role("link", name="Taken van mijn team"))
            row = self.page.locator("li.row", has=self.page.locator(link))
            follow(row.get_by_role("button", name="Pak op"))

    def do(self, number, element_id, who=None, **answers):
        """Let who a task is for complete it, through her inbox and by typing in its form."""
        task = self.open_task(number, element_id, who)
        filling.fill(self.page, answers)
        follow(self.page.locator(COMPLETE))
        assert f"U heeft '{task.name}' afgerond." in self.text(), self.text()

    def _heard(self, message):
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.broken.append(message.text)
