"""What a statement asks of each row is asked of that row, and not of any row of the same table."""

import pkgutil
import re
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import ClauseElement, event, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from engine import messages, store, tables
from engine.model import Sending
from engine.settings import Settings
from engine.store import wanted
from engine.store.post import Letter
from tests.engine.interpreter.diagrams import MESSAGE, SIGNAL
from tests.engine.keeping import needs, ring, send
from tests.engine.letters import deploy
from tests.engine.office import FRED

WORD = re.compile(r'"?\w+"?(?:\."?\w+"?)*|[(),]')
ENDS = {"WHERE", "GROUP", "ORDER", "LIMIT", "ON", "UNION"}


@dataclass
class Query:
    """What stands between two parentheses; one that is itself a source sees nothing around it."""

    around: "Query | None"
    is_source: bool = False
    sources: list = field(default_factory=list)
    before: str = ""
    is_next: bool = False
    is_select: bool = False

    def read(self, word):
        if word == "SELECT":
            self.is_select = True
        elif word in ENDS:
            self.is_next = False
        elif self.is_select and (word in {"FROM", "JOIN"} or (word == "," and self.sources)):
            self.is_next = True
        elif self.before == "AS" and self.sources:
            self.sources[-1] = word
        elif self.is_next and self.before in {"FROM", "JOIN", ","}:
            self.sources.append(word)
        self.before = word

    def hidden(self):
        """Tell which sources of what is around this one cannot be asked for here."""
        found, query = set(), self
        while query.around is not None and not query.is_source:
            query = query.around
            found |= set(query.sources) & set(self.sources)
        return found


def queries(sql):
    """Read the queries of a statement, each with what is around it."""
    found = [Query(None)]
    stack = [found[0]]
    for word in WORD.findall(sql):
        top = stack[-1]
        if word == "(":
            is_source = top.is_next and top.before in {"FROM", "JOIN", ","}
            stack.append(Query(top, is_source))
            found.append(stack[-1])
        elif word == ")":
            stack.pop()
            stack[-1].before = word
        elif word == "UNION":
            stack[-1] = Query(top.around, top.is_source)
            found.append(stack[-1])
        else:
            top.read(word)
    return found


def hidden(sql):
    return {name for query in queries(sql) for name in query.hidden()}


def statements():
    """Give all statements that stand in the modules of the store, by name."""
    for info in pkgutil.iter_modules(store.__path__):
        module = import_module(f"engine.store.{info.name}")
        for name, value in vars(module).items():
            if isinstance(value, ClauseElement) and value.supports_execution:
                yield pytest.param(value, id=f"{info.name}.{name}")


def test_a_table_that_hides_the_one_around_it_is_seen():
    message, waits, timer = tables.message, tables.subscription, tables.timer
    here = exists().where(waits.c.name == message.c.name)
    deep = exists().where(timer.c.place == "c", here)
    asked = select(message.c.id).where(deep)

    assert hidden(str(asked)) == {"message"}
    assert hidden(str(select(message.c.id).where(here))) == set()
    assert hidden(str(select(select(message).subquery()).where(here))) == set()


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda d: d.name)
@pytest.mark.parametrize("statement", list(statements()))
def test_no_statement_of_the_store_hides_a_table_around_it(statement, dialect):
    assert hidden(str(statement.compile(dialect=dialect))) == set()


def test_what_matches_post_asks_of_that_post():
    asked = select(tables.message.c.id).where(wanted.is_wanted())

    assert hidden(str(asked)) == set()


def test_no_statement_about_what_is_kept_hides_a_table_around_it(sqlite_office):
    office, said = sqlite_office, []
    deploy(office, samen=needs(MESSAGE, SIGNAL))
    event.listen(office.store._engine, "before_cursor_execute", lambda *of: said.append(of[2]))
    send(office, Letter("message", "m1", "k", Sending("RD-2026-0001.1")), Letter("signal", "s1"))
    send(office, Letter("message", "m1", "l"))
    ring(office)
    messages.look_over(office.store)
    messages.report_unclaimed(office.store, Settings(data=Path()))
    with office.store.read() as tx:
        messages.gathered(tx, FRED)
        messages.failed(tx, FRED)

    assert len(set(said)) > 10
    assert {sql: hidden(sql) for sql in said if hidden(sql)} == {}
