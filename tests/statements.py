"""The statements of all stores of the tests, each made into SQL once.

SQLAlchemy makes the SQL of a statement once for each engine, and every test opens an engine of its
own: a third of their time went into making the same SQL again.
"""

from collections import defaultdict

from sqlalchemy import Engine, event


class Statements:
    """What was made of statements for one kind of database, for whatever engine of that kind.

    A key begins with the dialect of the engine, which is the only thing in it that differs.
    """

    def __init__(self):
        self._made = {}

    def get(self, key):
        return self._made.get(key[1:])

    def __setitem__(self, key, made):
        self._made[key[1:]] = made


_of_kinds = defaultdict(Statements)


def share():
    """Let all engines of this program know the statements of each other."""
    event.listen(Engine, "engine_connect", _share)


def _share(connection):
    made = _of_kinds[connection.dialect.name]
    connection.execution_options(compiled_cache=made)
