"""What waits: tasks, drafts, timers, subscriptions, service calls, messages, incidents.

All but drafts, messages and who steered those are caches of history; so are the suspensions.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table

from engine.tables.common import Moment, Number, Text, metadata

task = Table(
    "task",
    metadata,
    Column("id", Text, primary_key=True),
    Column("instance_id", ForeignKey("instance.id"), nullable=False),
    Column("case_number", ForeignKey("case.number"), nullable=False),
    Column("place", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text),
    Column("form_id", Text),
    Column("assignee", Text),
    Column("priority", Number, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("due", Moment),
    Column("claimed_by", Text),
    Column("claimed_at", Moment),
    Column("done_at", Moment),
    Column("done_by", Text),
    Column("done_for", Text),
    Column("sent_back_at", Moment),
    Column("sent_back_by", Text),
    Column("sent_back_why", LargeBinary),
    sqlite_with_rowid=False,
)
# the conditions hold on PostgreSQL too, by the migrations; naming it here would load its dialect
_open = task.c.done_at.is_(None)
Index(  # in the order of a list; the last three so that counting need not look at the rows
    "ix_task_open",
    task.c.body,
    task.c.due,
    task.c.priority.desc(),
    task.c.id,
    task.c.assignee,
    task.c.claimed_by,
    task.c.done_at,
    sqlite_where=_open,
)
Index("ix_task_assignee", task.c.assignee, sqlite_where=_open & task.c.assignee.is_not(None))
Index("ix_task_claimed", task.c.claimed_by, sqlite_where=_open & task.c.claimed_by.is_not(None))
Index("ix_task_done", task.c.done_by, task.c.done_at, sqlite_where=task.c.done_by.is_not(None))
Index("ix_task_instance", task.c.instance_id)

draft = Table(
    "draft",
    metadata,
    Column("task_id", ForeignKey("task.id"), primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("saved_at", Moment, nullable=False),
    Column("answers", LargeBinary, nullable=False),
    Index("ix_draft_person_id", "person_id", "task_id"),
)

timer = Table(
    "timer",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("event", Number, primary_key=True, autoincrement=False),
    Column("due", Moment, nullable=False),
    Column("tries", Number, nullable=False, server_default="0"),
    Column("suspended_at", Moment),  # since when it does not ring, as its instance is suspended
    sqlite_with_rowid=False,
)
_rings = timer.c.suspended_at.is_(None)
Index("ix_timer_due", timer.c.due, timer.c.instance_id, timer.c.place, sqlite_where=_rings)
Index(
    "ix_timer_tries",
    timer.c.instance_id,
    timer.c.place,
    timer.c.event,
    sqlite_where=_rings & (timer.c.tries > 0),
)

subscription = Table(
    "subscription",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("event", Number, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text),
    # the entry of history that opened it, until somebody looked what had come for it before
    Column("fresh", Number),
    # when it began, and how many deliveries away that was; only whether it is 0 matters
    Column("opened_at", Moment),
    Column("hops", Number, nullable=False, server_default="0"),
    Index("ix_subscription_kind_key_name", "kind", "key", "name"),
    sqlite_with_rowid=False,
)
Index(
    "ix_subscription_fresh",
    subscription.c.fresh,
    sqlite_where=subscription.c.fresh.is_not(None),
)

service_call = Table(  # asked and not answered yet; due is the next try, or the end of a lease
    "service_call",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("case_number", ForeignKey("case.number"), nullable=False),
    Column("service", Text, nullable=False),
    Column("called_at", Moment, nullable=False),
    Column("due", Moment, nullable=False),
    Column("tries", Number, nullable=False, server_default="0"),
    Column("payload", LargeBinary, nullable=False),
    Column("answer", LargeBinary),
    Column("suspended_at", Moment),  # since when it is not asked, as its instance is suspended
)
Index(
    "ix_service_call_due",
    service_call.c.due,
    service_call.c.instance_id,
    service_call.c.place,
    sqlite_where=service_call.c.suspended_at.is_(None),
)

message = Table(  # sent and not delivered yet; kind is message or signal
    "message",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text),
    Column("sender", Text),  # the instance; then by which entry, and which one of that entry
    Column("position", Number),
    Column("number", Number),
    Column("sent_at", Moment, nullable=False),
    Column("payload", LargeBinary),
    Column("reported_at", Moment),
    Column("tries", Number, nullable=False, server_default="0"),
    # since when it could not be delivered, and why; without tries since when it is kept anew
    Column("failed_at", Moment),
    Column("reason_nl", Text),
    Column("reason_en", Text),
    # since when it is worth a look whether it can be delivered; none after a look in vain
    Column("look_at", Moment, server_default="0"),
    Column("held_by", Text),  # the suspended case that was to get it
    # how many deliveries it is away from what a person, time, a service or somebody outside did
    Column("hops", Number, nullable=False, server_default="0"),
    Index("ix_message_kind_name_key", "kind", "name", "key"),
    Index("ix_message_kind_name", "kind", "name", "id"),
    Index("ix_message_look_at", "look_at", "id"),
    Index("ix_message_sender", "sender"),
    sqlite_autoincrement=True,  # who read one that is gone must not find another in its place
)
Index("ix_message_held_by", message.c.held_by, sqlite_where=message.c.held_by.is_not(None))
# what an administrator is shown, in the order of her lists
Index("ix_message_failed", message.c.id, sqlite_where=message.c.tries > 0)
Index("ix_message_reported", message.c.id, sqlite_where=message.c.reported_at.is_not(None))

awakening = Table(  # a case that goes on or a process that is deployed, until somebody looked
    "awakening",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_number", Text),
    Column("process_id", Text),
    sqlite_autoincrement=True,  # who looked at one must not take another away
)

delivery = Table(  # what an instance sent at a position, who received it, and at which of hers
    "delivery",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("position", Number, primary_key=True, autoincrement=False),
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("receiver", Text, primary_key=True),
    Column("received", Number, nullable=False),
    sqlite_with_rowid=False,
)

broadcast = Table(  # a signal that went out, for all (key *) or for one; sealed is to whom
    "broadcast",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("position", Number, primary_key=True, autoincrement=False),
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

post_steering = Table(  # append-only; `what` is offered or dismissed
    "post_steering",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text),
    Column("sender", Text),
    Column("sent_at", Moment, nullable=False),
    Column("reason_nl", Text),
    Column("reason_en", Text),
)

incident = Table(
    "incident",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("raised_at", Moment, nullable=False),
    Column("position", Number, nullable=False, server_default="0"),
    Index("ix_incident_raised_at", "raised_at", "instance_id", "place"),
)

suspension = Table(  # an instance that is here may not be moved; reason is sealed
    "suspension",
    metadata,
    Column("instance_id", ForeignKey("instance.id"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", LargeBinary, nullable=False),
)
