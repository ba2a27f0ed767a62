"""Never lose work: what was typed into a form that cannot be accepted now is offered again."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from flask import render_template, request

from webui import csrf, here, labels, subjects
from webui.forms import ACTION, COMPUTE

KEPT = "bewaard."
MARK, FILE = "bewaard-van", "bewaard-bestand"
RETURN_TO = "naar"
_SECRET = ("wachtwoord", "password")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody filled in: where it was going, the fields in order, the files that are lost.

    `mark` is the mark of who the page was for; empty when that is not known.
    """

    action: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()
    mark: str = ""


def typed() -> Typed:
    """Read what this request holds, without the token and without passwords."""
    fields = tuple(
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name != csrf.FIELD and not name.startswith(_SECRET)
    )
    chosen = (file for _name, files in request.files.lists() for file in files)
    files = tuple(file.filename for file in chosen if file.filename)
    return Typed(here.address(), fields, files, csrf.given_mark())


def kept() -> Typed | None:
    """Read what the sign-in page carried along for `offer`; None when it carried nothing."""
    fields = tuple(
        (name.removeprefix(KEPT), value)
        for name, values in request.form.lists()
        for value in values
        if name.startswith(KEPT)
    )
    files = tuple(request.form.getlist(FILE))
    if not (fields or files):
        return None
    return Typed(destination(), fields, files, request.form.get(MARK, ""))


def destination() -> str:
    """Give the address on this site to go to after signing in; `/` when it is not one of ours."""
    wish = request.values.get(RETURN_TO, "/")
    is_ours = wish.startswith("/") and not wish.startswith(("//", "/\\"))
    return wish if is_ours and wish.isprintable() else "/"


def offer(what: Typed, *, signed_in_again: bool = False) -> str:
    """Give the page that offers the form once more, with everything in it.

    What somebody else typed is neither shown nor kept for sending: the page then says so. When it
    is not known who typed it, the page asks the reader to look first. When files are lost it is not
    sent at once: the page leads to the form with everything in it, to choose them again.
    """
    if _is_of_another(what):
        return render_template("again_of_another.html")
    subject = subjects.of(what.action)
    return render_template(
        "again.html",
        typed=what,
        about=subject.words,
        back=subject.back,
        wish=(ACTION, COMPUTE) if what.files else None,
        said=labels.labelled(subject.form, what.fields),
        signed_in_again=signed_in_again,
        is_unsure=here.visit() is not None and not what.mark,
    )


def _is_of_another(what: Typed) -> bool:
    return bool(what.mark) and not hmac.compare_digest(what.mark.encode(), csrf.mark().encode())
