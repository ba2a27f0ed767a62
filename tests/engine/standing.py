"""How a case stands with all its instances: what is open in it, and how each of them ended."""

from engine import cases, incidents, store, tables
from engine.model import Place
from tests.engine.office import FRED


class Standing:
    """What can be seen of one case in an office, once it has a number."""

    def __init__(self, office):
        self.office = office
        self.store = office.store
        self.number = ""

    def tasks(self):
        """Give the elements where somebody has work, in order of the alphabet."""
        return sorted(map(element_of, self.open_tasks()))

    def incidents(self):
        """Give the elements that could not move, in that order too."""
        return sorted(one.place.element_id for one in self.all_incidents())

    def outcomes(self):
        """Give how each instance ended, the first one first; None for one that runs."""
        with self.store.read() as tx:
            return [one.outcome for one in store.instances.of_case(tx, self.number)]

    def variables(self):
        """Give the variables of the first instance."""
        with self.store.read() as tx:
            return cases.variables(tx, store.instances.find(tx, f"{self.number}.1"))

    def kept(self):
        """Give the names of what was sent and is not taken."""
        with self.store.read() as tx:
            return [row.name for row in tx.rows(tables.message.select())]

    def open_tasks(self):
        """Give the ids of the tasks that are open, the oldest first."""
        return self.office.open_tasks(self.number)

    def all_incidents(self):
        """Give the incidents that stand, of any case."""
        with self.store.read() as tx:
            return incidents.listed(tx, FRED)


def element_of(task_id):
    return Place.parse(task_id.partition("/")[2]).element_id
