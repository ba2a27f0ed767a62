"""Looking at all that belongs to one case costs the same among many cases."""

from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from engine import tables
from engine.store import owned


def test_what_belongs_to_a_case_is_found_by_an_index(sqlite_store):
    told = owned.by_case("RD-1") | {tables.history: owned.in_case(tables.history, "RD-1")}

    assert {table for table in tables.metadata.sorted_tables if "instance_id" in table.c} <= {
        *told,
        tables.page,  # read and judged with the snapshot that names it
    }
    with sqlite_store._engine.connect() as connection:
        for table, belongs in told.items():
            query = (
                select(table)
                .where(belongs)
                .compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
            )
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
            assert not [row[3] for row in plan if row[3].startswith("SCAN")], table.name
