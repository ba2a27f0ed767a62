"""Dutch first, English one switch away: sentences in templates are Dutch and looked up here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from importlib import resources
from typing import Any

from flask import Flask, g, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from webui import catalogue, formats, here
from webui.catalogue import Catalogue
from webui.here import DUTCH, ENGLISH

COOKIE = "taal"
PARAMETER = "taal"
A_YEAR_SECONDS = 365 * 24 * 3600
LANGUAGES = (DUTCH, ENGLISH)


def register(app: Flask) -> None:
    """Give the templates their words, and let the reader choose the language."""
    app.before_request(_choose)
    app.after_request(_remember)
    app.jinja_env.globals["language"] = chosen
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(_looked_up, ngettext, newstyle=True)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals["_"] = _said  # that of the extension does the same in three calls more
    for write in (
        formats.date_long,
        formats.date_short,
        formats.date_near,
        formats.moment,
        formats.moment_near,
        formats.money,
        formats.number,
        formats.file_size,
        formats.due_words,
    ):
        app.jinja_env.filters[write.__name__] = _in_reader_s_language(write)
    app.jinja_env.filters["urgency"] = formats.urgency
    app.jinja_env.filters["day_of"] = formats.day_of
    app.jinja_env.filters["say"] = lambda words: words.say(chosen())


def chosen() -> str:
    """Give the language of the reader: as asked for, as kept by the browser, as set for her."""
    found: str | None = g.get("language")
    if found is None:
        person = None if here.visit() is None else here.person()
        wishes = (request.cookies.get(COOKIE), person.language if person else None)
        found = g.language = next((wish for wish in wishes if wish in LANGUAGES), DUTCH)
    return found


def other() -> str:
    """Give the language the reader may switch to."""
    return ENGLISH if chosen() == DUTCH else DUTCH


def gettext(sentence: str, **values: object) -> str:
    """Give a Dutch sentence in the language of the reader; `%(name)s` is filled in."""
    found = said_in(chosen(), sentence)
    return found % values if values else found


def said_in(reader: str, sentence: str) -> str:
    """Give a Dutch sentence as it stands, nothing filled in, in the language of a reader."""
    return sentence if reader == DUTCH else english().get(sentence, (sentence,))[0]


def ngettext(one: str, more: str, count: int) -> str:
    """Give the Dutch sentence for one, or for more, in the language of the reader."""
    which = 0 if count == 1 else 1
    if chosen() == DUTCH:
        return (one, more)[which]
    return english().get(one, (one, more))[which]


@cache
def english() -> Catalogue:
    """Read the English of every Dutch sentence; of a plural both."""
    file = resources.files("webui").joinpath("translations/en.po")
    return catalogue.read(file.read_text(encoding="utf-8").splitlines())


@cache
def _trusted(sentence: str) -> Markup:
    """Give a sentence that needs no escaping: all of them stand in our templates and catalogue."""
    return Markup(sentence)  # noqa: S704 - ours


def _said(sentence: str, **values: object) -> Markup:
    """Give a template a sentence in the language of the reader; what is filled in is escaped."""
    found = _trusted(gettext(sentence))
    return found % values if values else found


def _looked_up(sentence: str) -> str:
    """Give a sentence to a template, which fills in the values itself."""
    return gettext(sentence)


def _choose() -> None:
    wish = request.args.get(PARAMETER)
    if wish in LANGUAGES:
        g.language = g.language_to_keep = wish


def _remember(response: Response) -> Response:
    if "language_to_keep" in g:
        response.set_cookie(
            COOKIE,
            g.language_to_keep,
            max_age=A_YEAR_SECONDS,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def _in_reader_s_language(write: Callable[..., str]) -> Callable[..., str]:
    @wraps(write)
    def written(*values: Any) -> str:  # noqa: ANN401 - whatever the template holds
        return write(*values, chosen())

    return written
