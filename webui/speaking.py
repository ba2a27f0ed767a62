"""Templates that speak the language of the reader: each is compiled once for every language.

What a template says by `_("…")` stands in it already when it is drawn, so a page looks up none of
its words. The name of a compiled template begins with its language, and a template that it asks for
is in the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import Any

from flask.sansio.app import App
from flask.templating import Environment
from jinja2 import BaseLoader, Template
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from webui import language

_SAID = ("name", "lparen", "string", "rparen")
_Source = tuple[str, str | None, Callable[[], bool] | None]


class Templates(Environment):
    """The templates of the app, of which every name is asked for in the language of the reader."""

    def __init__(self, app: App, **options: Any) -> None:  # noqa: ANN401 - of Jinja
        super().__init__(app, **options)
        self.loader = _Loader(app.create_global_jinja_loader())
        self.add_extension(Words)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the name that Jinja gave it
    ) -> Template:
        """Give a template in the language of the one that asks for it, else in the reader's."""
        if isinstance(name, str) and parent is None:
            name = f"{language.chosen()}/{name}"
        return super().get_template(name, parent, globals)

    def join_path(self, template: str, parent: str) -> str:
        """Give the name of a template for another one that asks for it."""
        return f"{parent.partition('/')[0]}/{template}"

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template what all of them know by now, as one dictionary: every page copies it."""
        return {**self.globals, **(d or {})}


class _Loader(BaseLoader):
    """Find the source of a template, which is the same in every language."""

    def __init__(self, of_all: BaseLoader) -> None:
        self._of_all = of_all

    def get_source(self, environment: Any, template: str) -> _Source:  # noqa: ANN401 - of Jinja
        return self._of_all.get_source(environment, template.partition("/")[2])


class Words(Extension):
    """Say every sentence of a template in the language that its name begins with."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Put the sentence in the place of `_("…")`; what has values is said when it is drawn."""
        reader = (stream.name or "").partition("/")[0]
        tokens = list(stream)
        if reader not in language.LANGUAGES:
            yield from tokens
            return
        at = 0
        while at < len(tokens):
            if _is_said(tokens, at):
                yield from _safe(tokens[at + 2], language.said_in(reader, tokens[at + 2].value))
                at += len(_SAID)
            else:
                yield tokens[at]
                at += 1


def _is_said(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether `_("…")` stands here, with nothing to fill in."""
    kinds = tuple(one.type for one in tokens[at : at + len(_SAID)])
    return kinds == _SAID and tokens[at].value == "_"


def _safe(sentence: Token, words: str) -> Iterator[Token]:
    """Write `("…"|safe)`: our own sentences need no escaping, as everywhere in templates."""
    line = sentence.lineno
    yield Token(line, "lparen", "(")
    yield Token(line, "string", words)
    yield Token(line, "pipe", "|")
    yield Token(line, "name", "safe")
    yield Token(line, "rparen", ")")
