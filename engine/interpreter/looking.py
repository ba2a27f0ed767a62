"""What may be asked of an instance that waits; nothing moves."""

from __future__ import annotations

from datetime import datetime

from engine.interpreter import finding, sending_back
from engine.interpreter.definition import Definition
from engine.interpreter.paging import PageLost, SnapshotDamaged
from engine.interpreter.snapshot import load
from engine.model import Place
from engine.snapshots import Snapshot
from engine.values import Variables


def variables(definition: Definition, snapshot: Snapshot, place: Place | None = None) -> Variables:
    """Give the variables of the instance, or all that can be seen at a place where it waits.

    Raises NotWaitingHere when there is no token at that place, and SnapshotDamaged.
    """
    instance = load(definition, snapshot, datetime.min)  # noqa: DTZ901 - nothing reads it
    if place is None:
        return {name: instance.names.read(name) for name in instance.names.raw}
    try:
        token = finding.find(instance, place, lambda token: "ear" not in token.internal_data)
        return dict(token.view())
    except PageLost as lost:
        raise SnapshotDamaged from lost


def ways_back(definition: Definition, snapshot: Snapshot) -> dict[Place, tuple[str, ...]]:
    """Give for each place that can be sent back the elements it can go to, in file order.

    Raises SnapshotDamaged.
    """
    try:
        return sending_back.ways_back(load(definition, snapshot, datetime.min))  # noqa: DTZ901
    except PageLost as lost:
        raise SnapshotDamaged from lost
