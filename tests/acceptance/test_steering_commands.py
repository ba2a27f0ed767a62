"""Steering on the command line: suspend, resume, send back, cancel and migrate, by who may."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.acceptance.terminal import Terminal
from tests.processes import answers
from tests.processes.shipped import ROOT

IDEA = {
    "titel": "Nachtbus",
    "omschrijving": answers.LONG,
    "verandering_inwoners": "Iedereen komt thuis.",
    "programmalijnen": ["aantrekkelijke_regio"],
    "indiener_naam": "Noor",
    "indiener_email": "noor@voorbeeld.nl",
    "indiener_soort": "inwoner",
    "privacy_akkoord": True,
}


@pytest.fixture(scope="module")
def regie(prepared, tmp_path_factory):
    """Give a terminal at an installation in which everything is deployed."""
    return Terminal(shutil.copytree(prepared, tmp_path_factory.mktemp("terminal") / "data"))


@pytest.fixture
def number(regie):
    opened = regie("start", "rd_idee", "--variables", json.dumps(IDEA), "--as", "sanne", "--json")
    return opened.facts["case"]


def registered(regie, number):
    done = json.dumps(answers.REGISTERED)
    regie("complete", f"{number}.1/registreer_idee#1", "--answers", done, "--as", "sanne")


def test_a_case_is_suspended_resumed_sent_back_and_stopped(regie, number):
    why = ("--because", "Wacht op advies", "--as", "tess")
    assert regie("suspend", number, *why).out == f"{number} stilgelegd.\n"
    task = f"{number}.1/registreer_idee#1"
    done = json.dumps(answers.REGISTERED)
    refused = regie("complete", task, "--answers", done, "--as", "sanne")
    assert "stilgelegd door Tess Terpstra" in refused.refusal
    assert "Wacht op advies" in refused.refusal
    assert regie("resume", number, *why, "--json").facts == {"resumed": number}
    registered(regie, number)

    place = f"{number}.1/wijs_opgavemanager_toe#1"
    back = regie("send-back", place, "registreer_idee", *why, "--json")
    assert back.facts == {"sent_back": place, "to": "registreer_idee"}
    listed = regie("tasks", "--as", "sanne", "--json").facts
    assert f"{number}.1/registreer_idee#2" in [one["task"] for one in listed]
    assert regie("cancel", number, *why).code == 0
    assert "is klaar" in regie("resume", number, *why).refusal
    assert regie("verify", number, "--as", "eve").code == 0


def test_steering_is_not_for_everybody(regie, number):
    refused = regie("suspend", number, "--because", "zomaar", "--as", "sanne")

    assert refused.code == 1
    assert "een zaak stilleggen" in refused.refusal


@pytest.mark.parametrize("place", ["nergens", "RD-2026-0001.1/registreer_idee", "a#b"])
def test_a_place_is_named_as_a_task_is(regie, place):
    refused = regie("send-back", place, "x", "--because", "y", "--as", "tess")

    assert "zoals een taak heet" in refused.refusal


def test_cases_migrate_after_a_dry_run(regie, number, tmp_path):
    diagram = (ROOT / "processes/rd_idee/rd_idee.bpmn").read_text(encoding="utf-8")
    changed = tmp_path / "rd_idee.bpmn"
    other = diagram.replace("registreer_idee", "noteer_idee")
    other = other.replace('form="noteer_idee"', 'form="registreer_idee"')
    changed.write_text(other, encoding="utf-8")
    deployed = regie("deploy", str(changed), "--as", "ann", "--json").facts
    version = next(str(one["version"]) for one in deployed if one["process"] == "rd_idee")
    wish = ("migrate-cases", "rd_idee", version, "--case", number, "--as", "ann")

    stays = regie(*wish, "--dry-run", "--json")
    assert stays.code == 1
    assert "cannot" in {one["change"] for one in stays.facts["cases"][0]["changes"]}
    assert "Er is niets gewijzigd" in regie(*wish).refusal
    goes = regie(*wish, "--map", "registreer_idee=noteer_idee", "--dry-run")
    assert f"{number} ({number}.1, versie 1): ja" in goes.out
    assert "gaat verder als" in goes.out
    done = regie(*wish, "--map", "registreer_idee=noteer_idee", "--json")
    assert done.facts["migrated"] is True
    listed = regie("tasks", "--as", "sanne", "--json").facts
    assert f"{number}.1/noteer_idee#1" in [one["task"] for one in listed]
    assert regie("verify", number, "--as", "eve").code == 0


def test_a_mapping_is_given_with_an_equals_sign(regie):
    refused = regie("migrate-cases", "rd_idee", "1", "--map", "a", "--as", "ann")

    assert "OUD=NIEUW" in refused.refusal
