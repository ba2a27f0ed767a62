"""The live state of an instance as text: canonical JSON, first itself, then a token a line."""

from __future__ import annotations

import json
from datetime import datetime

from engine.interpreter.definition import Definition
from engine.interpreter.instances import Instance
from engine.interpreter.shelf import written_json


def load(definition: Definition, snapshot: str, at: datetime) -> Instance:
    """Give the instance that `save` wrote, at a later moment."""
    end = snapshot.index("\n")
    return Instance(definition, at, json.loads(snapshot[1:end]), snapshot[end:-2])


def save(instance: Instance) -> str:
    """Write an instance down; reading and writing that again gives the same text."""
    return f"[{written_json(instance.written())}{instance.shelf.written()}\n]"
