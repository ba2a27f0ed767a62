"""Bytes that are no text in the database: every page of what they stand in is still shown."""

import pytest

from tests.webui.forged_pages import broken, fill

NO_TEXT = "CAST(x'ff' AS TEXT)"
COLUMNS = {
    "history": ("instance_id", "kind", "facts", "sealed", "by", "hash"),
    "instance": ("id", "case_number", "snapshot", "outcome", "digest"),
    "task": (
        *("id", "instance_id", "case_number", "name", "body"),
        *("form_id", "assignee", "claimed_by", "done_by", "due"),
    ),
    "case": ("number", "title", "status", "process_id", "receipt"),
    "comment": ("id", "by", "text", "at"),
    "document": ("id", "by", "name", "sha256"),
    "person": ("name",),
    "body": ("name", "code"),
    "membership": ("body",),
    "bundle": ("name", "digest", "process_id", "diagram"),
    "bundle_file": ("kind", "name"),
    "library": ("content",),
    "process": ("digest", "process_id"),
    "deployment": ("by",),
    "start_timer": ("moments", "element_id", "stopped_by"),
    "start_steering": ("what", "process_id", "reason", "by"),
}


@pytest.mark.parametrize("table", COLUMNS)
def test_no_page_breaks_on_bytes_that_are_no_text(place, table):
    forged = [(column, NO_TEXT) for column in COLUMNS[table]]

    assert broken(place, fill(place), table, forged) == []
