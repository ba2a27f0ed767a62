"""What was deployed is read without being judged again, so that a new rule is for new diagrams."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.interpreter import wording
from tests.engine.interpreter.judged import NOT_MADE_OUT, OF_FILES, drawn

JUDGED = sorted(wording.SENTENCES.keys() - OF_FILES)


def codes(source):
    return {one.code for one in interpreter.problems(source, forms=(), decisions=())}


@pytest.mark.parametrize("code", JUDGED)
def test_every_code_has_a_diagram_that_is_told_it_when_it_is_offered(code):
    assert code in codes(drawn(code))


@pytest.mark.parametrize("code", sorted(set(JUDGED) - NOT_MADE_OUT))
def test_what_only_judging_finds_never_stops_a_diagram_from_being_read(code):
    assert interpreter.read(drawn(code), "p").process_id == "p"


@pytest.mark.parametrize("code", sorted(NOT_MADE_OUT))
def test_what_no_program_can_execute_is_refused_in_a_sentence_of_its_own(code):
    with pytest.raises(interpreter.InvalidDiagram) as refused:
        interpreter.read(drawn(code), "p")

    (found,) = refused.value.problems
    assert found.code == "not-made-out"
    assert found.say("nl") != found.say("en")
