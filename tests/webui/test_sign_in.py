"""Signing in and out: the same answer for unknown and wrong, and nothing typed is lost."""

import sqlite3
import time
from contextlib import closing

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import event, update

from engine import people, store, tables
from engine.store.turn import PATIENCE_SECONDS
from tests.webui.workplace import BOB, BODIES, PASSWORD, Workplace
from tests.writer import writing


def sign_in(visitor, name="bob", typed=PASSWORD, status=200, **more):
    return visitor.send("/aanmelden", status, naam=name, wachtwoord=typed, **more)


def test_somebody_who_signs_in_goes_to_her_tasks(place):
    page = sign_in(place.visitor())

    assert page.one("h1")["text"] == "Er liggen geen taken bij u"
    assert "Bob Bakker" in page.text()


def test_a_page_that_asks_to_sign_in_is_shown_after_that(place):
    number = place.idea()
    visitor = place.visitor()

    asked = visitor.client.get(f"/zaken/{number}")
    page = sign_in(visitor, naar=f"/zaken/{number}")

    assert asked.headers["Location"] == f"/aanmelden?naar=/zaken/{number}"
    assert page.one("h1")["text"] == "Dorpsdokter dichtbij"


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "/\\elders"])
def test_signing_in_never_leads_to_another_site(place, elsewhere):
    visitor = place.visitor()
    data = {"csrf": visitor.get("/idee").token(), "naam": "bob", "wachtwoord": PASSWORD}

    answer = visitor.client.post("/aanmelden", data={**data, "naar": elsewhere})

    assert answer.headers["Location"] == "/"


def test_unknown_and_wrong_get_the_same_answer(place):
    unknown = sign_in(place.visitor(), "niemand", "een ander wachtwoord", status=401)
    wrong = sign_in(place.visitor(), "bob", "een ander wachtwoord", status=401)

    assert "horen niet bij elkaar" in wrong.text()
    assert unknown.text() == wrong.text()
    assert wrong.by_id("naam")["value"] == "bob"
    assert wrong.by_id("wachtwoord")["value"] == ""


def kept(place):
    """Give the hash of Bob's password."""
    with place.store.read() as tx:
        return store.people.account(tx, "bob").password_hash


def test_a_password_that_was_hashed_with_earlier_settings_is_hashed_again(place):
    with place.store.begin() as tx:
        earlier = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        store.people.set_password(tx, "bob", earlier.hash(PASSWORD))
    before = kept(place)

    sign_in(place.visitor(), typed="een ander wachtwoord", status=401)
    after_a_wrong_one = kept(place)
    sign_in(place.visitor())
    renewed = kept(place)
    sign_in(place.visitor())

    assert after_a_wrong_one == before
    assert extract_parameters(renewed) == extract_parameters(people.hashed(PASSWORD))
    assert extract_parameters(renewed) != extract_parameters(before)
    assert kept(place) == renewed


def test_refusing_somebody_unknown_takes_the_same_work(place):
    """Else the time an answer takes would tell who has an account."""
    assert extract_parameters(people._nobody) == extract_parameters(people.hashed(PASSWORD))
    assert extract_parameters(people._nobody) == extract_parameters(kept(place))


def test_after_many_tries_even_the_right_password_has_to_wait(place):
    for _ in range(8):
        sign_in(place.visitor(), typed="fout", status=401)

    refused = sign_in(place.visitor(), status=429)
    place.tick(minutes=16)
    later = sign_in(place.visitor())

    assert "Probeer het over 15 minuten opnieuw." in refused.text()
    assert "Bob Bakker" in later.text()


def test_the_cookie_is_new_after_signing_in_and_cannot_be_read_by_scripts(place):
    visitor = place.visitor()
    data = {"csrf": visitor.get("/idee").token(), "naam": "bob", "wachtwoord": PASSWORD}
    before = visitor.client.get_cookie("regie").value

    answer = visitor.client.post("/aanmelden", data=data)

    assert visitor.client.get_cookie("regie").value != before
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]


def test_who_is_not_let_in_is_not_told_that_her_password_was_kept(place):
    page = sign_in(place.visitor(), typed="niet het goede", status=401)

    assert "bewaard" not in page.by_id("fouten")["text"]


def test_after_signing_out_the_cookie_is_worth_nothing(place):
    bob = place.as_("bob")
    stolen = bob.client.get_cookie("regie").value

    page = bob.send("/afmelden")
    thief = place.app.test_client()
    thief.set_cookie("regie", stolen)

    assert "U bent afgemeld." in page.text()
    assert thief.get("/taken").status_code == 302


def test_a_session_that_is_used_goes_on_and_one_that_is_not_ends(place):
    bob = place.as_("bob")

    for _ in range(3):
        place.tick(minutes=50)
        bob.get("/taken")
    place.tick(minutes=61)

    assert bob.client.get("/taken").status_code == 302


def limited(place, pragma):
    """Let every connection that is opened from now on keep to a limit of SQLite."""
    engine = place.store._engine
    event.listen(engine, "checkout", lambda connection, *_: connection.execute(pragma))
    engine.dispose()


def get_at_once(visitor):
    """Get a page without waiting for who writes: who waits does that for all her patience."""
    began = time.monotonic()
    visitor.get("/taken")
    assert time.monotonic() - began < PATIENCE_SECONDS


def test_a_reader_does_not_wait_for_another_program_that_writes(place, caplog):
    bob = place.as_("bob")
    place.tick(minutes=50)

    with closing(sqlite3.connect(place.store._engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        get_at_once(bob)
    get_at_once(bob)
    place.tick(minutes=50)

    get_at_once(bob)
    assert caplog.text == ""


def test_a_reader_does_not_wait_for_who_writes_in_the_same_program(place, caplog):
    bob = place.as_("bob")
    place.tick(minutes=50)

    with writing(place.store, lambda _: None):
        get_at_once(bob)
    get_at_once(bob)
    place.tick(minutes=50)

    get_at_once(bob)
    assert caplog.text == ""


def touch(tx):
    tx.change(update(tables.session).values(seen_at=tables.session.c.seen_at))


def test_a_reader_does_not_wait_for_who_holds_her_session(found_store, tmp_path, clock, caplog):
    with found_store.begin() as tx:
        store.people.keep_bodies(tx, {name: name[:2] for name in BODIES})
        store.people.add(tx, BOB, "no password")
    bob = Workplace(found_store, tmp_path, clock).as_("bob")
    clock.tick(minutes=50)

    with writing(found_store, touch):
        get_at_once(bob)
    get_at_once(bob)
    clock.tick(minutes=50)

    get_at_once(bob)
    assert caplog.text == ""


def test_a_page_is_given_when_the_disk_can_only_be_read(place):
    bob = place.as_("bob")
    place.tick(minutes=50)
    limited(place, "PRAGMA query_only=1")

    bob.get("/taken")


def test_everybody_starts_at_the_page_of_her_work(place):
    assert place.visitor().client.get("/").headers["Location"] == "/welkom"
    assert place.as_("bob").client.get("/").headers["Location"] == "/taken"
    assert place.as_("eve").client.get("/").headers["Location"] == "/zaken"


@pytest.mark.parametrize(
    ("person", "items"),
    [("bob", ["Taken", "Zaken"]), ("eve", ["Zaken"]), ("daan", ["Taken", "Zaken"])],
)
def test_the_menu_holds_what_is_of_use_to_the_reader(place, person, items):
    page = place.as_(person).get("/zaken")

    ours = [page.all("a", href=address) for address in ("/taken", "/zaken")]
    assert [found[0]["text"].strip() for found in ours if found] == items
