"""Accept new versions of diagrams: check them, freeze them with the forms and lists they use."""

from __future__ import annotations

from engine.deployments.deploying import (
    Outlook,
    Plan,
    UnknownVersion,
    check,
    check_together,
    deploy,
    deploy_together,
    outlook,
    running,
    version,
    versions,
)
from engine.deployments.offering import (
    EmptyFile,
    NothingOffered,
    OfferedAnother,
    deploy_offered,
    offer,
    offered,
)

__all__ = [
    "EmptyFile",
    "NothingOffered",
    "OfferedAnother",
    "Outlook",
    "Plan",
    "UnknownVersion",
    "check",
    "check_together",
    "deploy",
    "deploy_offered",
    "deploy_together",
    "offer",
    "offered",
    "outlook",
    "running",
    "version",
    "versions",
]
