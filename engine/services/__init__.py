"""Service calls: what diagrams may ask of code, and the worker that asks it.

A service is a reviewed function of this product, known to diagrams by name. Nothing here runs in
the transaction of a step.
"""

from __future__ import annotations

from engine.services.errors import NoAnswer, NoUse, ServiceError
from engine.services.performing import BUNDLED, TAKES, perform_due
from engine.services.requests import Request, Service, Taken

__all__ = [
    "BUNDLED",
    "TAKES",
    "NoAnswer",
    "NoUse",
    "Request",
    "Service",
    "ServiceError",
    "Taken",
    "perform_due",
]
