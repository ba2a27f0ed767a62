"""How much one expression may be and do; passing a limit is refused by name, never slow."""

from __future__ import annotations

TEXT = 20_000  #: characters in the text of an expression or a script
NESTING = 100  #: brackets, branches and paths inside each other, in a text or in a value
ITERATORS = 20  #: variables of one `for`, `some` or `every`
STACK = 400  #: nesting of all function bodies that run inside each other, added up
STRING = 100_000  #: characters in a string that an expression makes
LIST = 10_000  #: items in a list that an expression makes
SIZE = 100_000  #: values inside the result of one evaluation, counted over all levels
FUEL = 100_000  #: steps of one evaluation: nodes visited and items handled

CHARACTERS_A_STEP = 100  #: making a string of this length counts as one step
ITEMS_A_STEP = 10  #: copying this many items counts as one step
