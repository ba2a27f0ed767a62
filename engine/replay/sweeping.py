"""Check the chains of all instances, in one sweep over history in the order of its key."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from engine import access, entries, steps, store
from engine.access import Action
from engine.model import Person
from engine.replay import deployed, legibility, posts, standstills
from engine.replay.chains import Chain
from engine.replay.executing import changed_bundle
from engine.replay.verdicts import Difference, Differs, Finding, differs
from engine.replay.verifying import FOLLOWS
from engine.store import Store, Transaction
from engine.store.history import Line
from engine.store.instances import Head

#: so many events are read in one transaction, and are in memory at a time
PORTION = 2_000
_EVENTS_PER_INSTANCE = 4  #: as many as a short case has: both lists then end together

_instance_id = attrgetter("instance_id")


@dataclass(frozen=True, slots=True)
class Portion:
    """What one portion of history showed: so many events read, so many instances gone through."""

    events: int
    instances: int
    findings: tuple[Finding, ...]
    is_last: bool


def verify_chains(found_store: Store, by: Person, *, most: int = PORTION) -> Iterator[Portion]:
    """Check for all instances that nothing was changed, added or left out; execute nothing.

    Each portion, of `most` events, is read in a transaction of its own, so that none lasts long and
    memory stays flat. History only grows, so what one portion saw still stands at the next: an
    instance is compared with its row at the moment of its last portion. What is written behind the
    sweep while it goes on is left to the next one. Who stops asking for portions stops the sweep.

    What `check_chain` finds in one instance is found here, and history that belongs to no instance;
    a bundle that was changed is said once, and not for each of its instances. With the last portion
    comes what is no text or no number beside the cases, such as the name of a person, and what is
    kept for delivery in the name of no instance. Raises NotAllowed.
    """
    access.require(by, Action.READ_HISTORY)
    return _portions(found_store, _Sweep(most))


def _portions(found_store: Store, sweep: _Sweep) -> Iterator[Portion]:
    while not sweep.is_done:
        with found_store.read() as tx:
            portion = sweep.go_on(tx)
        yield portion


@dataclass(slots=True)
class _Open:
    """An instance of which there may be more history."""

    chain: Chain = field(default_factory=Chain)
    is_wrong: bool = False


@dataclass(slots=True)
class _Sweep:
    """Where the sweep is.

    `at` is the last instance that was gone through; there may be more of it while it is `open`.
    `after` is the last entry that was read, as `store.history.portion` wants it, and `stray` the
    last instance that has history but is not there. Only the database compares ids: how it sorts
    them is its own affair.
    """

    most: int
    at: str = ""
    open: _Open | None = None
    after: tuple[str, int | None] = ("", None)
    stray: str | None = None
    instances: int = 0
    bundles: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    is_done: bool = False

    def go_on(self, tx: Transaction) -> Portion:
        """Take one portion further."""
        self.instances, self.findings = 0, []
        heads = self._heads(tx)
        upto = heads[-1].id if len(heads) == self._at_a_time else None
        lines = store.history.portion(tx, after=self.after, upto=upto, most=self.most)
        left = deque(one for one in heads if not self._is_passed(one))
        self._walk(tx, left, lines)
        if len(lines) == self.most:
            self._break_off(tx, lines[-1])
        else:
            self._finish_until(tx, left, None)
            self.after = (self.at, None)
            self.is_done = upto is None
        if self.is_done:
            self.findings += legibility.beside_cases(tx)
            self.findings += posts.of_nobody(tx)
            self.findings += standstills.of_nobody(tx)
            self.findings += deployed.compared(tx)
        return Portion(len(lines), self.instances, tuple(self.findings), self.is_done)

    @property
    def _at_a_time(self) -> int:
        """So many instances; two at the least, because the first of them may be passed already."""
        return self.most // _EVENTS_PER_INSTANCE + 2

    def _heads(self, tx: Transaction, upto: str | None = None) -> list[Head]:
        return store.instances.heads(tx, first=self.at, most=self._at_a_time, upto=upto)

    def _is_passed(self, head: Head) -> bool:
        return head.id == self.at and self.open is None

    def _break_off(self, tx: Transaction, last: Line) -> None:
        """Stop after an entry that may have others behind it; those of a stray need no look.

        Nor do those behind a position that is none, from which nobody could go on.
        """
        self.after = (last.instance_id, last.position if last.position > 0 else None)
        if last.instance_id == self.stray:
            before = self._heads(tx, last.instance_id)
            self._finish_until(tx, deque(one for one in before if not self._is_passed(one)), None)
            self.at, self.after = last.instance_id, (last.instance_id, None)

    def _walk(self, tx: Transaction, left: deque[Head], lines: Iterable[Line]) -> None:
        """Follow the entries of each instance; both stand in the order of the database."""
        known = {one.id: one for one in left}
        for instance_id, own in groupby(lines, _instance_id):
            head = known.get(instance_id)
            if head is None:
                self._stray(tx, instance_id, next(own))
            else:
                self._finish_until(tx, left, instance_id)
                self._follow(tx, head, own)

    def _follow(self, tx: Transaction, head: Head, own: Iterable[Line]) -> None:
        if self.open is None:
            self.open, self.at = _Open(), head.id
        if self.open.is_wrong:
            return  # nothing can be told from what follows
        chain = self.open.chain
        try:
            for line in own:
                chain.follow(line, head.position)
                if line.kind in FOLLOWS:
                    event = entries.legible_event(line.kind, line.facts)
                    self._see_bundle(tx, steps.digest_after(head.digest, event))
        except Differs as wrong:
            self._differs(head, wrong)

    def _finish_until(self, tx: Transaction, left: deque[Head], instance_id: str | None) -> None:
        """Take leave of the instances before this one, or of all; some may have no history."""
        while left and left[0].id != instance_id:
            head = left.popleft()
            if self.open is None:
                self.open = _Open()
            if not self.open.is_wrong:
                try:
                    self.open.chain.finish(head.head, head.position)
                except Differs as wrong:
                    self._differs(head, wrong)
            self._see_bundle(tx, head.digest)
            self.open, self.at = None, head.id
            self.instances += 1

    def _differs(self, head: Head, wrong: Differs) -> None:
        assert self.open is not None, "an instance is followed"
        self.open.is_wrong = True
        difference = Difference(wrong.reason, self.open.chain.position + 1)
        self.findings.append(Finding(difference, head.case_number, head.id))

    def _stray(self, tx: Transaction, instance_id: str, first: Line) -> None:
        if instance_id != self.stray:
            self.stray = instance_id
            difference = differs(
                "Deze geschiedenis hoort bij geen enkel proces.",
                "This history belongs to no instance.",
                position=first.position,
            )
            number = str(instance_id).rpartition(".")[0]  # as the id of an instance begins
            known = store.cases.find(tx, number) is not None
            self.findings.append(Finding(difference, number if known else None, str(instance_id)))

    def _see_bundle(self, tx: Transaction, digest: str) -> None:
        """Look at each bundle once."""
        if digest not in self.bundles:
            self.bundles.add(digest)
            if (wrong := changed_bundle(tx, digest)) is not None:
                self.findings.append(Finding(Difference(wrong)))
