"""Bytes that are no text in the database: every page of what they stand in is still shown.

They are written as a text that is none, and as bytes, which SQLite keeps in a column of text too.
"""

import pytest

from tests.webui.forged_pages import broken, fill

NO_TEXT = ("CAST(x'ff' AS TEXT)", "x'ff'")
COLUMNS = {
    "history": ("instance_id", "kind", "facts", "sealed", "by", "on_behalf_of", "hash"),
    "instance": (
        *("id", "case_number", "process_id", "snapshot", "outcome", "digest"),
        *("parent_id", "parent_place"),
    ),
    "task": (
        *("id", "instance_id", "case_number", "place", "name", "body"),
        *("form_id", "assignee", "claimed_by", "done_by", "done_for", "due"),
        *("sent_back_by", "sent_back_why"),
    ),
    "case": ("number", "title", "status", "process_id", "about", "receipt"),
    "case_body": ("case_number", "body"),
    "comment": ("id", "case_number", "by", "text", "at"),
    "document": ("id", "case_number", "task_id", "by", "name", "sha256"),
    "person": ("id", "name", "organisation_id", "language", "password_hash"),
    "person_role": ("person_id", "role"),
    "organisation": ("id", "name"),
    "body": ("name", "code"),
    "membership": ("person_id", "body"),
    "session": ("person_id", "csrf"),
    "bundle": ("name", "digest", "process_id", "diagram"),
    "bundle_file": ("digest", "kind", "name"),
    "library": ("kind", "name", "content"),
    "process": ("digest", "process_id"),
    "process_start": ("process_id", "name"),
    "deployment": ("digest", "by"),
    "timer": ("instance_id", "place"),
    "subscription": ("instance_id", "place", "kind", "name", "key"),
    "start_timer": ("process_id", "moments", "element_id", "stopped_by"),
    "start_steering": ("what", "process_id", "element_id", "reason", "by"),
    "post_steering": ("what", "kind", "name", "key", "sender", "by", "reason_nl", "reason_en"),
    "delivery": ("instance_id", "receiver"),
}


@pytest.mark.parametrize("value", NO_TEXT, ids=["text", "bytes"])
@pytest.mark.parametrize("table", COLUMNS)
def test_no_page_breaks_on_bytes_that_are_no_text(place, table, value):
    forged = [(column, value) for column in COLUMNS[table]]

    assert broken(place, fill(place), table, forged) == []
