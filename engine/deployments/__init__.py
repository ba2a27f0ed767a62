"""Accept new versions of diagrams: check them, freeze them, let running cases follow them."""

from __future__ import annotations

from engine.deployments.beginning import Way
from engine.deployments.deploying import (
    Outlook,
    Plan,
    UnknownVersion,
    check,
    check_together,
    deploy,
    deploy_together,
    outlook,
    outlook_together,
    running,
    version,
    versions,
)
from engine.deployments.migrating import (
    CaseOutlook,
    CasesStay,
    Choice,
    MappedTwice,
    NothingToMigrate,
    UnknownElement,
    Wish,
    choices,
    migrate,
    migration_plan,
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
    "CaseOutlook",
    "CasesStay",
    "Choice",
    "EmptyFile",
    "MappedTwice",
    "NothingOffered",
    "NothingToMigrate",
    "OfferedAnother",
    "Outlook",
    "Plan",
    "UnknownElement",
    "UnknownVersion",
    "Way",
    "Wish",
    "check",
    "check_together",
    "choices",
    "deploy",
    "deploy_offered",
    "deploy_together",
    "migrate",
    "migration_plan",
    "offer",
    "offered",
    "outlook",
    "outlook_together",
    "running",
    "version",
    "versions",
]
