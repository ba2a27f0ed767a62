"""To who has not got a role, no page of it is there, whatever is asked for and in which way."""

import pytest

from engine import deployments, store
from tests.webui.test_studio_starts import WEEKLY
from tests.webui.workplace import ANN, FRED

#: who sees the pages of a blueprint, or one page of it; what is not here is for everybody
ONLY_FOR = {
    "admin": {"fred"},
    "audit": {"eve"},
    "studio": {"ann", "eve", "fred"},
    "case.steering": {"fred"},
    "case.steer": {"fred"},
    "studio.offer": {"ann"},
    "studio.take": {"ann"},
    "studio.findings_of_offer": {"ann"},
    "studio.publish": {"ann"},
    "studio.migration": {"ann"},
    "studio.migrate": {"ann"},
    "studio.steer_start": {"ann", "fred"},
}
#: what somebody who may see a case is told that she may not do in it
TOLD = {"case.comment"}
NOT_THERE, FORBIDDEN = 404, 403


@pytest.fixture
def known(place):
    """Give what addresses are made of: things that are there."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, WEEKLY, by=ANN)
    number = place.idea()
    return {
        "number": number,
        "instance_id": f"{number}.1",
        "position": 1,
        "name": "idee ontvangen",
        "document_id": "1",
        "process_id": "p",
        "start_id": "week",
        "decision_id": "D1",
        "place": "registreer#1",
        "post_id": 1,
        "task_id": place.task(number),
        "secret": "x",
    }


def asked(place, known):
    """Give endpoint, method and address of all that can be asked, but for what never changes."""
    adapter = place.app.url_map.bind("localhost")
    for rule in place.app.url_map.iter_rules():
        if rule.endpoint in {"static", "diagram_looks", "auth.sign_out"}:
            continue
        in_studio = rule.endpoint.startswith("studio")
        values = known | ({"number": 1} if in_studio else {})
        address = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for method in rule.methods & {"GET", "POST"}:
            yield rule.endpoint, method, address


@pytest.mark.parametrize("person", ["bob", "carol", "daan", "ann", "eve", "fred"])
def test_no_page_of_a_role_is_there_for_who_has_not_got_it(place, known, person):
    visitor = place.as_(person)
    token = visitor.get("/idee").token()
    wrong = []
    for endpoint, method, address in asked(place, known):
        answer = visitor.client.open(address, method=method, data={"csrf": token})
        blueprint = endpoint.partition(".")[0]
        readers = ONLY_FOR.get(endpoint) or ONLY_FOR.get(blueprint)
        is_hers = readers is None or person in readers
        is_there = answer.status_code != NOT_THERE
        is_forbidden = answer.status_code == FORBIDDEN and endpoint not in TOLD
        if is_forbidden or (is_there and not is_hers):
            wrong.append((method, address, answer.status_code))

    assert wrong == []


def test_a_page_of_a_role_is_there_for_who_has_it(place, known):
    for person, address in (
        ("fred", "/beheer"),
        ("fred", f"/zaken/{known['number']}/beheer"),
        ("eve", "/toezicht"),
        ("eve", "/processen"),
        ("ann", "/processen/aanbieden"),
        ("ann", "/processen/p/versie/1/lopend"),
    ):
        place.as_(person).get(address)


def test_what_is_not_there_for_somebody_says_nothing_else_than_what_is_not_there(place, known):
    bob = place.as_("bob")

    hidden = bob.get(f"/zaken/{known['number']}/beheer", NOT_THERE).text()

    assert hidden == bob.get("/nergens", NOT_THERE).text()
