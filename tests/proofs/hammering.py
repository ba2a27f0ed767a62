"""Everything that people, the clock and who deploys do, by chance, to one database."""

import random
from datetime import timedelta

from engine import cases, deployments, messages, openings, people, store, tasks, timers
from engine.deployments import Wish
from engine.errors import EngineError
from engine.messages import Incoming
from engine.model import Role, Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import DatabaseAway
from engine.store.post import Letter
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    both,
    catch,
    diagram,
    end,
    flow,
    go,
    start,
    throw,
    user,
)
from tests.engine.keeping import WAITS, needs
from tests.engine.office import AANVRAAG, ANN, BOB, CAROL, FRED

PEOPLE = (BOB, CAROL)
ANSWERS = {"volledig": True, "bedrag": 10}
LONG = timedelta(hours=1)
#: each hears what another one sends, and starts something
DRAWN = {
    "wacht": WAITS,
    "hoort": diagram(
        start(), both("g"), catch("c", SIGNAL), catch("d", OTHER_SIGNAL), end(),
        flow("s", "g"), go("g c e"), go("g d e"),
    ),
    "stuurt": diagram(start(), throw("t", SIGNAL), throw("v", OTHER_SIGNAL), end(), go("s t v e")),
    "begint": diagram(start("s", SIGNAL), user("u"), go("s u"), regie_series="BB"),
    "beide": diagram(start("s", OTHER_SIGNAL), user("u"), go("s u"), regie_series="AA"),
    "samen": needs(MESSAGE, OTHER_MESSAGE),
    "sein": needs(SIGNAL, OTHER_SIGNAL),
}  # fmt: skip


def drawn(process_id, version=1):
    """Give a diagram of ours, in one of two versions."""
    found = DRAWN[process_id].replace(b'id="p"', b'id="%b"' % process_id.encode())
    return found if version == 1 else found.replace(b'"alles"', b'"anders"')


def furnish(office):
    with office.store.begin() as tx:
        deployments.deploy_together(tx, [drawn(one) for one in DRAWN], by=ANN)
        deployments.deploy(tx, AANVRAAG.replace(b"Beoordeel", b"Bekijk"), by=ANN)
        people.set_password(tx, BOB.id, "een lang wachtwoord")


class Hammer:
    """One of those at work: what it does is chosen by a number. `done` counts what it did."""

    def __init__(self, found_store, number):
        self.store = found_store
        self.chance = random.Random(number)  # noqa: S311 - no secrets
        self.done = 0
        self.broken = []

    def work(self, many):
        """Do so many things. What the product refuses is right; what the database does is not."""
        for _ in range(many):
            do = self.chance.choice(DEEDS)
            try:
                do(self)
            except DatabaseAway as problem:
                self.broken.append((do.__name__, problem))
            except EngineError:
                pass  # somebody was first
            except Exception as problem:  # noqa: BLE001 - the test tells
                self.broken.append((do.__name__, problem))
            else:
                self.done += 1

    def one_of(self, query):
        """Give one row of a query by chance; None when there is none."""
        with self.store.read() as tx:
            found = query(tx)
        return self.chance.choice(found) if found else None

    def begin(self):
        return self.store.begin()


def open_one(hammer):
    process_id = hammer.chance.choice(["aanvraag", "wacht", "hoort", "stuurt"])
    with hammer.begin() as tx:
        openings.open_case(tx, Opening(process_id, {"titel": "Brug"}), Who("bob"))


def _open_task(hammer):
    return hammer.one_of(lambda tx: [one.task.id for one in tasks.of_bodies(tx, BOB).rows])


def _case(hammer):
    return hammer.one_of(lambda tx: [one.number for one in cases.listed(tx, FRED)])


def work_on(hammer):
    task_id, by = _open_task(hammer), hammer.chance.choice(PEOPLE)
    if task_id is not None:
        verb = hammer.chance.choice([_claim, _type, _complete, _complete])
        with hammer.begin() as tx:
            verb(tx, task_id, by)


def _claim(tx, task_id, by):
    tasks.claim(tx, task_id, by)


def _type(tx, task_id, by):
    tasks.save_draft(tx, task_id, {"bedrag": ["5"]}, by)


def _complete(tx, task_id, by):
    tasks.complete(tx, task_id, answers=ANSWERS, by=by)


def comment(hammer):
    number = _case(hammer)
    if number is not None:
        with hammer.begin() as tx:
            cases.comment(tx, number, "Goed plan", BOB)


def steer(hammer):
    number = _case(hammer)
    verb = hammer.chance.choice([cases.suspend, cases.resume, cases.resume, cases.cancel])
    if number is not None:
        with hammer.begin() as tx:
            verb(tx, number, "Daarom", FRED)


def object_to(hammer):
    number = _case(hammer)
    with hammer.begin() as tx:
        openings.open_case(tx, Opening("aanvraag", {"titel": "B"}, about=number), Who("bob"))


def send(hammer):
    kind, name = hammer.chance.choice(
        [("message", "m1"), ("message", "m2"), ("signal", "s1"), ("signal", "s2")]
    )
    with hammer.begin() as tx:
        store.post.send(tx, Letter(kind, name, "k" if kind == "message" else None))


def bring(hammer):
    with hammer.begin() as tx:
        messages.receive(tx, Incoming("m1", "k"), Who("bob"))


def deploy(hammer):
    version = hammer.chance.choice([1, 2])
    found = [drawn(one, version) for one in hammer.chance.sample(["samen", "sein", "begint"], 2)]
    with hammer.begin() as tx:
        deployments.deploy_together(tx, found, by=ANN)


def migrate(hammer):
    with hammer.begin() as tx:
        deployments.migrate(tx, Wish("aanvraag", hammer.chance.choice([1, 2]), {}), ANN)


def ring(hammer):
    timers.fire_due(hammer.store)
    messages.deliver(hammer.store)
    messages.lay_aside(hammer.store)


def tidy(hammer):
    messages.look_over(hammer.store)
    messages.report_unclaimed(hammer.store, Settings(data="."))
    with hammer.begin() as tx:
        people.forget_old_sessions(tx)
        store.calls.claim(tx, until=tx.now + LONG, most=8)


def sign_in(hammer):
    people.sign_in(hammer.store, BOB.id, "een lang wachtwoord", "192.0.2.1")


def change_person(hammer):
    with hammer.begin() as tx:
        people.set_roles(tx, CAROL.id, hammer.chance.sample(sorted(Role), 2))


DEEDS = (
    *(open_one, work_on, work_on, comment, steer, object_to, send, send, bring, deploy, migrate),
    *(ring, ring, tidy, sign_in, change_person),
)
