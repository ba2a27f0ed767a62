"""How much one expression may be and do; passing a limit is refused by name, never slow."""

from __future__ import annotations

TEXT = 20_000  #: characters in the text of an expression or a script
NESTING = 100  #: brackets, branches and paths inside each other, in a text or in a value
ITERATORS = 20  #: variables of one `for`, `some` or `every`
STACK = 2_500  #: nesting of all function bodies that run inside each other, added up
FRAMES = 8_000  #: Python's own frames, for what goes deeper than it seems; they fit in 4 MB
STRING = 100_000  #: characters in a string that an expression makes
LIST = 10_000  #: items in a list that an expression makes
CHARACTERS = 5_000_000  #: characters in all long strings that one evaluation makes, added up
PATTERN = 1_000  #: characters in a pattern of `matches`, `replace` or `split`
SIZE = 100_000  #: values inside the result of one evaluation, counted over all levels
FUEL = 100_000  #: steps of one evaluation: nodes visited and items handled

CHARACTERS_A_STEP = 100  #: making, reading or comparing so many characters counts as one step
LETTERS_A_STEP = 10  #: turning so many characters into capitals or back counts as one step
ITEMS_A_STEP = 10  #: copying this many items counts as one step
PARTS_A_STEP = 4  #: writing this many parts of a replacement counts as one step

# What takes longer than the visit of a node costs more steps, so that fuel measures time.
CALL = 4  #: steps that an invocation costs
MISFIT = 5  #: steps that trying a form of a function costs which the arguments do not fit
NULL = 5  #: steps that giving null with a warning costs
POWER = 90  #: steps that a power with a fraction in its exponent costs
MATCH = 8  #: steps that each match in a string costs besides finding it
PATTERN_STEP = 4  #: steps that each step of the program for a new pattern costs
TOKEN = 8  #: steps that each character of a text costs which is read as FEEL
NAMED = 3  #: steps that arguments by name cost besides
MEMBERSHIP = 2  #: steps that `in` costs besides
FUNCTION = 12  #: steps that making a function costs
MOMENT = 8  #: steps that comparing moments or calculating with them costs
#: Steps that some functions of the standard cost besides.
DEAR = {
    "exp": 50,
    "log": 80,
    "sqrt": 10,
    "stddev": 20,
    "range": 50,
    "split": 20,
    "replace": 20,
    "matches": 10,
    "date": 8,
    "time": 5,
    "date and time": 15,
    "duration": 10,
    "now": 5,
    "today": 5,
    "number": 6,
    "concatenate": 4,
    "sort": 8,
    "years and months duration": 4,
    "is": 4,
    "substring": 3,
    "modulo": 3,
    "context put": 3,
    **dict.fromkeys(("decimal", "floor", "ceiling"), 7),
    **dict.fromkeys(("round up", "round down", "round half up", "round half down"), 7),
    **dict.fromkeys(("day of year", "day of week", "month of year", "week of year"), 5),
    **dict.fromkeys(("before", "after", "meets", "met by", "coincides"), 22),
    **dict.fromkeys(("overlaps", "overlaps before", "overlaps after"), 18),
    **dict.fromkeys(("finishes", "finished by", "starts", "started by", "includes", "during"), 18),
}
