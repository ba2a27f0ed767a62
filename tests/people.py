"""The people every test story is about: Ann owns processes, Bob and Carol work, Eve audits."""

from engine.model import Person, Role

ANN = Person("ann", "Ann Anema", roles=frozenset({Role.PROCESS_OWNER}))
BOB = Person("bob", "Bob Bakker", bodies=frozenset({"Programmasecretaris"}))
CAROL = Person("carol", "Carol Cazemier", bodies=frozenset({"Programmasecretaris", "Kernteam"}))
EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))
