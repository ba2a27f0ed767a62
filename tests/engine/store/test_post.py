"""What is kept for delivery is taken out once, by whoever is first."""

from engine import store
from engine.store.post import Letter


def sent(found_store, name):
    with found_store.begin() as tx:
        store.post.send(tx, Letter("signal", name))
    with found_store.read() as tx:
        return store.wanted.deliverable(tx)


def test_who_comes_too_late_does_not_take_what_was_sent_meanwhile(found_store):
    first = sent(found_store, "s1")
    with found_store.begin() as tx:
        assert store.wanted.take(tx, first)
    second = sent(found_store, "s2")

    with found_store.begin() as tx:
        assert not store.wanted.take(tx, first)

    with found_store.read() as tx:
        assert store.wanted.deliverable(tx) == second
