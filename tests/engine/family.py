"""A case with what it calls, as a family: moved through the verbs, and proven right after each."""

from contextlib import contextmanager

from engine import cases, deployments, incidents, messages, store
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
from tests.engine.standing import Standing, element_of
from tests.engine.starting import deploy
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


class Family(Standing):
    """All instances of one case; the first one is of process `p`, which begins at `s`."""

    def deploy(self, *parts, others=""):
        deploy(self.office, diagram(start(), *parts, others=others))

    def deploy_other(self, *processes):
        """Deploy a file that has no process `p`."""
        drawn = diagram(others="".join(processes))
        deploy(self.office, drawn.replace(b'<process id="p"></process>', b""))

    def open(self, **variables):
        self.number = self.office.open("p", **{"trace": []} | variables)
        judge(self.store)

    def begin(self, *parts, others="", **variables):
        """Deploy a process with those that it calls, and open a case of it."""
        self.deploy(*parts, others=others)
        self.open(**variables)

    def complete(self, *element_ids):
        """Complete the oldest open task at each of these elements, one after the other."""
        for element_id in element_ids:
            found = [one for one in self.open_tasks() if element_of(one) == element_id]
            assert found, f"nothing to do at {element_id}, but at {self.tasks()}"
            self.office.complete(found[0], by=FRED)
            judge(self.store)

    def receive(self, name, **payload):
        """Let a message come in that is for this case."""
        with self._moving() as tx:
            messages.receive(tx, Incoming(name, self.number, payload), Who("bob"))

    def broadcast(self, name):
        """Let a signal come from elsewhere."""
        with self._moving() as tx:
            store.post.send(tx, store.post.Letter("signal", name))

    def tick(self, **by):
        """Move the clock and let what is due fire; tell how many timers fired."""
        fired = self.office.tick(**by)
        judge(self.store)
        return fired

    def retry(self, element_id):
        """Retry the incident at an element."""
        (found,) = [one for one in self.all_incidents() if one.place.element_id == element_id]
        with self._moving() as tx:
            incidents.retry(tx, found.instance_id, str(found.place), FRED)

    def steer(self, verb):
        with self._moving() as tx:
            verb(tx, self.number, "Daarom", FRED)

    def send_back(self, element_id, to, which=1):
        """Send what stands at an element of an instance, counted from 1, back to another one."""
        instance_id, place = f"{self.number}.{which}", Place(element_id, 1)
        with self._moving() as tx:
            cases.send_back(tx, instance_id, place, to, reason="Daarom", by=FRED)

    def migrate(self, process_id, version, **mapping):
        with self._moving() as tx:
            deployments.migrate(tx, Wish(process_id, version, mapping), ANN)

    @contextmanager
    def _moving(self):
        """Give a transaction to move something in; then deliver what that sends, and judge."""
        with self.store.begin() as tx:
            yield tx
        messages.deliver(self.store)
        messages.lay_aside(self.store)
        judge(self.store)
