"""The collaboration behind its real server: everybody has a password, and a window to work in."""

from __future__ import annotations

from urllib.parse import quote

from engine import deployments, masterdata, people, replay, store
from engine.model import Person, Role
from engine.settings import Settings
from tests.processes import region as region_module
from tests.processes.region import Region
from tests.processes.shipped import ROOT
from tests.webui.screens import screens

PASSWORD = "kanaal fiets veen"  # noqa: S105 - of people who do not exist
EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))
TESS = Person("tess", "Tess Terpstra", roles=frozenset({Role.ADMINISTRATOR}))
SAM = Person("sam", "Sam", bodies=frozenset({"Staf"}))
BESIDE = (SAM, region_module.ANN, EVE, TESS)


def set_up(tx):
    """Bring in the people with their password, the lists, the forms and the diagrams."""
    masterdata.load(tx, ROOT / "processes", ROOT / "forms")
    hashed = people.hashed(PASSWORD)
    for person in (*BESIDE, *region_module.PEOPLE):
        store.people.add(tx, person, hashed)
    deployments.deploy_together(tx, masterdata.diagrams(ROOT / "processes"), by=region_module.ANN)


class Town(Region):
    """What happens in the region, and where it can be seen."""

    def __init__(self, found_store, clock, folder):
        super().__init__(found_store, clock)
        self.app = screens(found_store, Settings(data=folder))
        self.folder = folder

    def cookie(self, person_id):
        """Sign somebody in; give what her browser would keep."""
        with self.store.begin() as tx:
            return people._new_session(tx, person_id)

    def worker(self, number, element_id, who=None):
        """Give an open task at an element, and somebody it is for."""
        found = self.open_tasks(number, element_id)
        task = next(each for each in found if who is None or each.assignee in (None, who))
        return task, region_module._worker(task, who)

    def history_of(self, instance_id):
        """Give what happened in an instance, oldest first."""
        with self.store.read() as tx:
            return replay.happenings(tx, instance_id, EVE)


def address(task):
    """Give the address of the page of a task."""
    return f"/taken/{quote(task.id)}"
