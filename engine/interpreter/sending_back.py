"""Send a token back to work that was done before, or refuse with the reason why that is not right.

Right means: the same as if the diagram had an arrow back. What is between must not be started
twice, and no join may wait for a token that cannot come any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.interpreter.activities import Activity
from engine.interpreter.catching import CatchEvent, EventGateway
from engine.interpreter.elements import Behaviour
from engine.interpreter.gateways import (
    ComplexGateway,
    ExclusiveGateway,
    InclusiveGateway,
    ParallelGateway,
)
from engine.interpreter.tokens import Token
from engine.model import Place

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance


class CannotSendBack(EngineError):
    """It cannot be sent back there; `what` is where it stands, `to` where it was to go."""

    nl = "'{what}' kan niet terug naar '{to}'."
    en = "'{what}' cannot be sent back to '{to}'."

    def __init__(self, what: Behaviour, to: str) -> None:
        inside: Behaviour | None = what._wf_spec.task_specs.get(to)
        super().__init__(what=_name(what), to=_name(inside) if inside else to)


class NotWork(CannotSendBack):
    """Only what waits for somebody or something can be sent back."""

    nl = "'{what}' is geen werk dat ergens op wacht, en kan dus niet terug naar '{to}'."
    en = "'{what}' is no work that waits for something, so it cannot be sent back to '{to}'."


class AnotherScope(CannotSendBack):
    """The target lies outside the process or sub-process in which the token is."""

    nl = "'{what}' kan niet terug naar '{to}': dat ligt niet in hetzelfde (deel)proces."
    en = "'{what}' cannot be sent back to '{to}': it is not in the same process or sub-process."


class NotATask(CannotSendBack):
    """The target is no activity that one token begins."""

    nl = "'{what}' kan niet terug naar '{to}': dat is geen taak, deelproces of aanroep."
    en = "'{what}' cannot be sent back to '{to}': it is no task, sub-process or call."


class NeverVisited(CannotSendBack):
    """The instance never was at the target."""

    nl = "'{what}' kan niet terug naar '{to}': daar is deze zaak nooit geweest."
    en = "'{what}' cannot be sent back to '{to}': this case has never been there."


class NotEarlier(CannotSendBack):
    """No way leads from the target to where the token is."""

    nl = "'{what}' kan niet terug naar '{to}': dat ligt er niet voor."
    en = "'{what}' cannot be sent back to '{to}': that does not come before it."


class InManyItems(CannotSendBack):
    """The token is one of several at the same work."""

    nl = "'{what}' kan niet terug naar '{to}': dit werk gebeurt voor meer onderdelen tegelijk."
    en = "'{what}' cannot be sent back to '{to}': this work is done for several items."


class TwoTokens(CannotSendBack):
    """Other branches still run, and would be started once more."""

    nl = "'{what}' kan niet terug naar '{to}': andere takken lopen nog en zouden dubbel beginnen."
    en = "'{what}' cannot be sent back to '{to}': other branches run and would start twice."


class WaitsForEver(CannotSendBack):
    """A join between the two would wait for a token that does not come."""

    nl = "'{what}' kan niet terug naar '{to}': het ligt in een tak naast andere, die klaar zijn."
    en = "'{what}' cannot be sent back to '{to}': it is in a branch beside others that are done."


def send_back(token: Token, to: str) -> None:
    """Stop what stands here with all that hangs on it, and begin at `to`. Raises CannotSendBack."""
    target = _checked(token, to)
    scope = token.workflow
    token.cancel()
    scope.spawn(target)


def ways_back(instance: Instance) -> dict[Place, tuple[str, ...]]:
    """Give for each place that can be sent back where to: ids of elements, in file order."""
    found: dict[Place, tuple[str, ...]] = {}
    for token in instance.shelf.everyone():
        if "ear" not in token.internal_data and token.entered:
            names = token.workflow.spec.task_specs
            ways = tuple(
                one for one in instance.definition.order if one in names and _is_right(token, one)
            )
            if ways:
                found[token.place] = ways
    return found


def _is_right(token: Token, to: str) -> bool:
    try:
        _checked(token, to)
    except CannotSendBack:
        return False
    return True


def _checked(token: Token, to: str) -> Behaviour:
    here: Behaviour = token.task_spec
    kept = token.internal_data.keys()
    if not isinstance(here, Activity | CatchEvent | EventGateway) or kept & {"undo for", "redo"}:
        raise NotWork(here, to)
    if _is_one_of_many(token):
        raise InManyItems(here, to)
    target = _target(token, to)
    between = _between(here, target)
    if not between:
        raise NotEarlier(here, to)
    if token.workflow.alive > 1 and any(_forks(one, here, between) for one in between.values()):
        raise TwoTokens(here, to)
    if any(_waits_for_ever(one, target) for one in between.values()):
        raise WaitsForEver(here, to)
    return target


def _target(token: Token, to: str) -> Behaviour:
    """Find the work to begin at, in the scope of the token."""
    here: Behaviour = token.task_spec
    target: Behaviour | None = token.workflow.spec.task_specs.get(to)
    if target is None:
        raise AnotherScope(here, to)
    if not isinstance(target, Activity) or target.is_event_subprocess or target.start_quantity > 1:
        raise NotATask(here, to)
    if not token.top.visits.count(to):
        raise NeverVisited(here, to)
    return target


def _is_one_of_many(token: Token | None) -> bool:
    while token is not None:
        if token.is_item or "gathered" in token.internal_data:
            return True
        token = token.workflow.host
    return False


def _between(here: Behaviour, target: Behaviour) -> dict[str, Behaviour]:
    """Give the elements on the ways from the target to here, both included; empty when none."""
    back: dict[str, list[Behaviour]] = {}
    seen = {here.name}  # what lies behind it is no part of the way
    to_do = [target]
    while to_do:
        one = to_do.pop()
        if one.name in seen:
            continue
        seen.add(one.name)
        for follower in _followers(one):
            back.setdefault(follower.name, []).append(one)
            to_do.append(follower)
    found: dict[str, Behaviour] = {}
    if here.name not in back:
        return found
    to_do = [here]
    while to_do:
        one = to_do.pop()
        if one.name not in found:
            found[one.name] = one
            to_do += back.get(one.name, [])
    return found


def _followers(one: Behaviour) -> list[Behaviour]:
    return [*(flow.target for flow in one.flows), *one.boundaries]


def _forks(one: Behaviour, here: Behaviour, between: dict[str, Behaviour]) -> bool:
    """Say whether an element on the way may put down several tokens."""
    if one is here:
        return False
    if any(edge.name in between and not edge.interrupting for edge in one.boundaries):
        return True
    chooses = isinstance(one, ExclusiveGateway | EventGateway)
    return one.completion_quantity > 1 or (len(one.flows) > 1 and not chooses)


def _waits_for_ever(one: Behaviour, target: Behaviour) -> bool:
    """Say whether a join needs a token along a flow that the target cannot lead to."""
    if not isinstance(one, ParallelGateway) or len(one.arriving) == 1:
        return False
    if isinstance(one, InclusiveGateway) and not isinstance(one, ComplexGateway):
        return False  # it looks round, and waits only for what can come
    upstream = one._wf_spec.upstream(one)
    return any(target.name not in upstream[flow.key] for flow in one.arriving)


def _name(one: Behaviour) -> str:
    return " ".join((one.bpmn_name or one.name).split())
