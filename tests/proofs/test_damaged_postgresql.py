"""A file of PostgreSQL is damaged: who reads it is told so, and nothing is made of it."""

import pytest

from engine.settings import Settings
from engine.store import open_store
from engine.store.failures import DatabaseDamaged
from tests.proofs.small_disks import asked
from tests.proofs.workshop import Workshop, furnish

pytestmark = pytest.mark.postgresql

SOMEWHERE = 4000  #: in the first page


def test_who_reads_a_damaged_file_is_told_to_put_a_backup_back(server, tmp_path):
    url = f"postgresql+psycopg://postgres@/proof?host={server.folder}"
    found_store = open_store(Settings(data=tmp_path, database_url=url))
    furnish(found_store)
    workshop = Workshop(found_store, tmp_path / "sink")
    workshop.open()
    assert workshop.open_tasks()
    with asked(server, "proof") as administrator:
        administrator.execute("CHECKPOINT")
        (where,) = administrator.execute("SELECT pg_relation_filepath('task')").fetchone()
    found_store.close()
    server.stop()
    with (server.folder / "cluster" / where).open("r+b") as file:
        file.seek(SOMEWHERE)
        file.write(b"damage")
    server.start()

    with pytest.raises(DatabaseDamaged) as told:
        workshop.open_tasks()
    assert told.value.sentence("nl").startswith("De database is beschadigd en niet te lezen")
    found_store.close()
