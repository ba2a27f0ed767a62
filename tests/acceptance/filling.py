"""Fill any form in a browser as a person does: by typing, choosing and ticking."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

COMPUTE = "button[name=actie][value=reken]"


def fill(page, answers):
    """Fill a form: field name -> answer; a list of dicts is a table, one dict a row."""
    for name, answer in answers.items():
        if isinstance(answer, list) and answer and isinstance(answer[0], dict):
            _fill_table(page, name, answer)
        elif answer is not None:
            _fill_one(page, name, answer)


def typed(answer):
    """Write an answer as people here write it: 02-03-2026, 100.000,00, ja."""
    match answer:
        case bool():
            return "ja" if answer else "nee"
        case date():
            return f"{answer:%d-%m-%Y}"
        case Decimal() if answer == answer.to_integral_value():
            return f"{answer:f}"
        case Decimal():
            return f"{answer:,.2f}".translate(str.maketrans(",.", ".,"))
        case list():
            return "\n".join(answer)
        case _:
            return str(answer)


def _fill_table(page, name, rows):
    for place, row in enumerate(rows):
        if not page.locator(f"[name^='{name}.{place}.']").count():
            with page.expect_navigation():
                page.click(f"button[name=actie][value='erbij:{name}']")
        for column, answer in row.items():
            _fill_one(page, f"{name}.{place}.{column}", answer)


def _fill_one(page, name, answer):
    asked = page.locator(f"[name='{name}']")
    if not asked.count():  # what decides about this question cannot be seen by a stylesheet
        with page.expect_navigation():
            page.locator(COMPUTE).first.evaluate("button => button.click()")
        assert asked.count(), f"nothing on the page asks for {name}"
    kind = asked.first.evaluate("one => one.type")
    if kind in ("radio", "checkbox"):
        _tick(page, name, answer, asked.count())
    elif kind.startswith("select"):
        asked.select_option(typed(answer))
    else:
        asked.fill(typed(answer))


def _tick(page, name, answer, boxes):
    if boxes == 1 and isinstance(answer, bool):
        page.locator(f"[name='{name}']").set_checked(answer)
        return
    for each in answer if isinstance(answer, list) else [typed(answer)]:
        page.check(f"[name='{name}'][value='{each}']")
