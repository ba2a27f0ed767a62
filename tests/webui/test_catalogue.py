"""What translators write is read as gettext means it."""

from pathlib import Path

from babel.messages.pofile import read_po

from webui import catalogue

FILE = Path(catalogue.__file__).parent / "translations" / "en.po"


def test_our_file_is_read_as_gettext_reads_it():
    with FILE.open("rb") as file:
        expected = {
            message.id[0] if message.pluralizable else message.id: message.string
            for message in read_po(file)
            if message.id
        }

    found = catalogue.read(FILE.read_text(encoding="utf-8").splitlines())
    assert {key: said if len(said) > 1 else said[0] for key, said in found.items()} == expected


def test_what_has_no_translation_stands_for_itself():
    lines = ['msgid "Ja"', 'msgstr ""', "", 'msgid "%(count)s zaak"']
    lines += ['msgid_plural "%(count)s zaken"', 'msgstr[0] ""', 'msgstr[1] ""']

    assert catalogue.read(lines) == {
        "Ja": ("Ja",),
        "%(count)s zaak": ("%(count)s zaak", "%(count)s zaken"),
    }


def test_quotes_in_a_sentence_are_read_as_they_are_meant():
    lines = ["# a note", r'msgid "zeg \"ja\""', r'msgstr "say \"yes\""']

    assert catalogue.read(lines) == {'zeg "ja"': ('say "yes"',)}
