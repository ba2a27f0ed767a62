"""Never lose work: what was typed into a form that cannot be accepted now is offered again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request

from webui import csrf, here

KEPT = "bewaard."
RETURN_TO = "naar"
_SECRET = ("wachtwoord", "password")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody filled in: where it was going, the fields in order, the files that are lost."""

    action: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()


def typed() -> Typed:
    """Read what this request holds, without the token and without passwords."""
    fields = tuple(
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name != csrf.FIELD and not name.startswith(_SECRET)
    )
    files = tuple(file.filename for file in request.files.values() if file.filename)
    return Typed(here.address(), fields, files)


def kept() -> Typed | None:
    """Read what the sign-in page carried along for `offer`; None when it carried nothing."""
    fields = tuple(
        (name.removeprefix(KEPT), value)
        for name, values in request.form.lists()
        for value in values
        if name.startswith(KEPT)
    )
    return Typed(destination(), fields) if fields else None


def destination() -> str:
    """Give the address on this site to go to after signing in; `/` when it is not one of ours."""
    wish = request.values.get(RETURN_TO, "/")
    is_ours = wish.startswith("/") and not wish.startswith(("//", "/\\"))
    return wish if is_ours and wish.isprintable() else "/"


def offer(what: Typed) -> str:
    """Give the page that offers the form once more, with everything in it."""
    return render_template("again.html", typed=what)
