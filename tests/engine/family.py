"""A case with what it calls, as a family: moved through the verbs, and proven right after each."""

from engine import cases, deployments, incidents, messages, store, tables
from engine.deployments import Wish
from engine.messages import Incoming
from engine.model import Place, Who
from tests.engine.interpreter.diagrams import (
    ERROR,
    diagram,
    element,
    end,
    go,
    mark,
    process,
    start,
    user,
)
from tests.engine.office import ANN, FRED
from tests.proofs.judging import judge


def call(element_id="c", inner="", called="k", **attributes):
    """Draw a call activity, of `k` unless it is told otherwise."""
    return element("callActivity", element_id, inner, calledElement=called, **attributes)


def child(*parts):
    """Draw the process `k`, which begins at `ks`."""
    return process("k", start("ks"), *parts)


#: a process that asks for one thing, one that calls it, and one that calls that
ASKS = child(user("ku"), mark("kx"), go("ks ku kx"))
MIDDLE = process("d", start("ds"), call("dc"), mark("dx"), go("ds dc dx"))
TOP = process("t", start("ts"), call("tc", called="d"), mark("tx"), go("ts tc tx"))
DEEP = ASKS + MIDDLE + TOP
#: one that asks, and then fails; one that undoes something
FAILS = process("f", start("fs"), user("fu"), end("fe", ERROR), go("fs fu fe"))
UNDOES = process("o", start("os"), user("ou"), go("os ou"))


class Family:
    """All instances of one case; the first one is of process `p`, which begins at `s`."""

    def __init__(self, office):
        self.office = office
        self.store = office.store
        self.number = ""

    def deploy(self, *parts, others=""):
        self._deploy(diagram(start(), *parts, others=others))

    def deploy_other(self, *processes):
        """Deploy a file that has no process `p`."""
        self._deploy(diagram(others="".join(processes)).replace(b'<process id="p"></process>', b""))

    def open(self, **variables):
        self.number = self.office.open("p", **{"trace": []} | variables)
        self._judge()

    def begin(self, *parts, others="", **variables):
        """Deploy a process with those that it calls, and open a case of it."""
        self.deploy(*parts, others=others)
        self.open(**variables)

    def complete(self, *element_ids):
        """Complete the oldest open task at each of these elements, one after the other."""
        for element_id in element_ids:
            found = [one for one in self._open() if _element(one) == element_id]
            assert found, f"nothing to do at {element_id}, but at {self.tasks()}"
            self.office.complete(found[0], by=FRED)
            self._judge()

    def receive(self, name, **payload):
        """Let a message come in that is for this case."""
        with self.store.begin() as tx:
            messages.receive(tx, Incoming(name, self.number, payload), Who("bob"))
        self._deliver()

    def broadcast(self, name):
        """Let a signal come from elsewhere."""
        with self.store.begin() as tx:
            store.post.send(tx, store.post.Letter("signal", name))
        self._deliver()

    def tick(self, **by):
        """Move the clock and let what is due fire; tell how many timers fired."""
        fired = self.office.tick(**by)
        self._judge()
        return fired

    def retry(self, element_id):
        """Retry the incident at an element."""
        (found,) = [one for one in self._incidents() if one.place.element_id == element_id]
        with self.store.begin() as tx:
            incidents.retry(tx, found.instance_id, str(found.place), FRED)
        self._deliver()

    def steer(self, verb):
        with self.store.begin() as tx:
            verb(tx, self.number, "Daarom", FRED)
        self._deliver()

    def send_back(self, element_id, to, which=1):
        """Send what stands at an element of an instance, counted from 1, back to another one."""
        instance_id, place = f"{self.number}.{which}", Place(element_id, 1)
        with self.store.begin() as tx:
            cases.send_back(tx, instance_id, place, to, reason="Daarom", by=FRED)
        self._deliver()

    def migrate(self, process_id, version, **mapping):
        with self.store.begin() as tx:
            deployments.migrate(tx, Wish(process_id, version, mapping), ANN)
        self._deliver()

    # --- how it stands

    def tasks(self):
        """Give the elements where somebody has work, in order of the alphabet."""
        return sorted(map(_element, self._open()))

    def incidents(self):
        return sorted(one.place.element_id for one in self._incidents())

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

    def _deploy(self, source):
        with self.store.begin() as tx:
            deployments.deploy(tx, source, by=ANN)

    def _deliver(self):
        messages.deliver(self.store)
        messages.lay_aside(self.store)
        self._judge()

    def _judge(self):
        judge(self.store)

    def _open(self):
        return self.office.open_tasks(self.number)

    def _incidents(self):
        with self.store.read() as tx:
            return incidents.listed(tx, FRED)


def _element(task_id):
    return Place.parse(task_id.partition("/")[2]).element_id
