"""What a template says stands in it when it is compiled: once for every language."""

import pytest
from jinja2 import BaseLoader, DictLoader

from tests.webui import components
from tests.webui.pages import Page
from webui import language

PAGES = {
    "whole.html": '{% extends "frame.html" %}{% from "parts.html" import tag %}'
    '{% block here %}{{ tag(_("Taken")) }}{% include "more.html" %}{% endblock %}',
    "frame.html": '{{ _("Zoeken") }}/{% block here %}{% endblock %}',
    "parts.html": '{% macro tag(words) %}{{ words }}/{{ _("Zaken") }}{% endmacro %}',
    "more.html": '/{{ _("<br>") }}{{ _("Ronde & %(number)s", number="<b>") }}/{{ "<i>" }}',
}
SAID = {
    "nl": "Zoeken/Taken/Zaken/<br>Ronde & &lt;b&gt;/&lt;i&gt;",
    "en": "Search/Tasks/Cases/<br>Ronde & &lt;b&gt;/&lt;i&gt;",
}


class Counted(BaseLoader):
    """Give templates, and count which were compiled."""

    def __init__(self):
        self._pages = DictLoader(PAGES)
        self.compiled = []

    def get_source(self, environment, template):
        self.compiled.append(template)
        return self._pages.get_source(environment, template)


@pytest.fixture
def templates(tmp_path):
    made = components.app(tmp_path)
    made.jinja_loader = Counted()
    return made


def _drawn(app, reader):
    with app.test_request_context(f"/?taal={reader}"):
        app.preprocess_request()
        return app.jinja_env.get_template("whole.html").render()


def test_readers_in_turn_each_get_their_own_language_in_all_parts_of_a_page(templates):
    turns = ["nl", "en", "en", "nl", "en"]

    assert [_drawn(templates, reader) for reader in turns] == [SAID[reader] for reader in turns]


def test_a_template_is_compiled_once_for_each_language(templates):
    for reader in ["nl", "en"] * 3:
        _drawn(templates, reader)

    assert sorted(templates.jinja_loader.compiled) == sorted(list(PAGES) * len(language.LANGUAGES))


def test_bob_and_carol_read_the_same_page_in_turn(bob, app):
    carol = app.test_client()
    carol.set_cookie("regie", components.CAROLS_COOKIE)

    for _ in range(2):
        assert Page(bob.get("/")).one("a", href="#inhoud")["text"] == "Naar de inhoud"
        assert Page(carol.get("/")).one("a", href="#inhoud")["text"] == "To the content"
