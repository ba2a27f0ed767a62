"""Numbers, dates and addresses the way people write them, and files by what they are."""

from decimal import Decimal

import pytest

from engine.forms import Field, Kind, Widget, check_file, numbers
from engine.forms.definition import Limits
from engine.forms.entries import Unreadable, day, number, text
from engine.forms.formats import FORMATS
from engine.model import Words


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1250", "1250"),
        ("1.250", "1250"),
        ("1.250,50", "1250.50"),
        ("1250,5", "1250.5"),
        ("1250.50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("12.345.678", "12345678"),
        ("0.5", "0.5"),
        ("0.500", "0.5"),
        ("0.2500", "0.25"),
        ("1.25", "1.25"),
        ("1,250.5000", "1250.5"),
        ("-1.250,50", "-1250.5"),
        ("€ 1.250,-", "1250"),
        ("EUR 12,--", "12"),
        ("1 250,50", "1250.5"),
        ("007", "7"),
        ("0", "0"),
    ],
)
def test_a_clear_number_is_read(typed, value):
    assert number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "1250.500",
        "1.2500",
        "-12.34567",
        "1.25.0",
        "1,250,500",
        "12.34,5.6",
        "1e5",
        "NaN",
        "٣",
        "--1",
        "",
        "€",
        "9" * 25,
    ],
)
def test_an_unclear_number_is_refused(typed):
    with pytest.raises(Unreadable, match="not a clear number"):
        number(typed)


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize(
    "unseen",
    [
        *("\0", "\x7f", "\u00ad", "\u061c", "\u200b", "\u200e", "\u2028", "\u2029", "\u202e"),
        *("\u2060", "\u2066", "\u3164", "\ufeff", "\ufffb", "\U000e0041"),
    ],
)
def test_a_text_with_what_nobody_sees_or_what_turns_it_is_refused(unseen, lines):
    with pytest.raises(Unreadable, match=rf"\(U\+{ord(unseen):04X}\)"):
        text(f"Fiets{unseen}pad", lines=lines)


def test_joiners_stay_where_they_join_and_are_refused_where_there_is_nothing_to_join():
    for typed in ("👩\u200d🌾 en ❤\ufe0f", "क्\u200dष"):
        assert text(typed, lines=False) == typed
    for typed in ("\u200d", "\u200c", "een \u200d"):
        with pytest.raises(Unreadable, match="invisible character"):
            text(typed, lines=True)


@pytest.mark.parametrize(
    "typed", ["13-04-2026", "13-4-2026", "13/4/2026", "13.04.2026", "2026-04-13", "13 april 2026"]
)
def test_a_date_is_read_in_the_ways_people_write_it(typed):
    assert day(typed).isoformat() == "2026-04-13"


@pytest.mark.parametrize("typed", ["13-04-26", "04-13-2026", "29-02-2025", "13-april", "0-0-2026"])
def test_a_date_that_is_none_is_refused(typed):
    with pytest.raises(Unreadable):
        day(typed)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("email", "ann.o'neil+x@sub.voorbeeld.nl", "ann.o'neil+x@sub.voorbeeld.nl"),
        ("tel", "06-12345678", "+31612345678"),
        ("tel", "+49 30 901820", "+4930901820"),
        ("tel", "0031 (0)592 123456", "+31592123456"),
        ("iban", "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        ("iban", "DE89370400440532013000", "DE89370400440532013000"),
        ("kvk", "1234 5678", "12345678"),
        ("postcode", "9405bm", "9405 BM"),
        ("uri", "https://www.voorbeeld.nl/pad?x=1", "https://www.voorbeeld.nl/pad?x=1"),
    ],
)
def test_a_text_with_a_shape_is_kept_in_one_way(name, typed, kept):
    found = FORMATS[name].tidied(typed)

    assert found == kept
    assert FORMATS[name].right(found)
    assert FORMATS[name].tidied(found) == found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("email", "ann@localhost"),
        ("email", "ann bob@voorbeeld.nl"),
        ("email", "a..b@voorbeeld.nl"),
        ("email", "x" * 250 + "@voorbeeld.nl"),
        ("tel", "0592 12345"),
        ("tel", "bel mij"),
        ("iban", "NL91 ABNA 0417 1643 01"),
        ("iban", "NL91 ABNA 0417 1643"),
        ("kvk", "1234567"),
        ("postcode", "0405 BM"),
        ("uri", "javascript:alert(1)"),
    ],
)
def test_a_text_without_its_shape_is_refused(name, typed):
    assert not FORMATS[name].right(FORMATS[name].tidied(typed))
    assert "Schrijf bijvoorbeeld" in FORMATS[name].wrong(typed).nl


ODT = b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("plan.pdf", b"%PDF-1.7"),
        ("Plan 2.PDF", b"%PDF-1.4"),
        ("plan.docx", b"PK\x03\x04"),
        ("plan.odt", ODT),
        ("foto.jpeg", b"\xff\xd8\xff\xe0"),
        ("foto.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_a_file_that_is_what_it_says_may_come(name, head):
    assert check_file(name, head, 1000) is None


@pytest.mark.parametrize(
    ("name", "head", "size", "said"),
    [
        ("plan.pdf", b"", 0, "'plan.pdf' is leeg."),
        ("plan.pdf", b"%PDF-", 60 * 1024 * 1024, "is 60,0 MB. Hoogstens 25 MB kan."),
        ("plan.exe", b"MZ", 10, "Het kan wel als pdf, odt, ods, docx, xlsx, png of jpg."),
        ("plan.pdf.exe", b"MZ", 10, "geen soort bestand dat kan"),
        ("pdf", b"%PDF-", 10, "geen soort bestand dat kan"),
        ("plan.pdf", b"<html>", 10, "is van binnen geen pdf-bestand"),
        ("plan.ods", ODT, 10, "is van binnen geen ods-bestand"),
        ("plan.docx", ODT, 10, "is van binnen geen docx-bestand"),
        ("../plan.pdf", b"%PDF-", 10, "In de naam '../plan.pdf' staat / en dat kan niet."),
        ("plan\0.pdf", b"%PDF-", 10, "In de naam 'plan .pdf' zit een onzichtbaar teken."),
        (".plan.pdf", b"%PDF-", 10, "De naam '.plan.pdf' begint met een punt."),
        ("p" * 200 + ".pdf", b"%PDF-", 10, "heeft 204 tekens. Hoogstens 200 kan."),
        ("", b"%PDF-", 10, "Het bestand heeft geen naam."),
    ],
)
def test_a_file_that_may_not_come_is_told_why(name, head, size, said):
    assert said in check_file(name, head, size).nl


def question(kind=Kind.INTEGER, unit=None, widget=Widget.TEXT, **limits):
    bounds = {name: Decimal(value) for name, value in limits.items()}
    label = Words("Vraag", "Question")
    return Field("vraag", kind, widget, label, unit=unit, limits=Limits(**bounds))


@pytest.mark.parametrize(
    ("asked", "example"),
    [
        (question(Kind.NUMBER), "12.500,00"),
        (question(Kind.NUMBER, widget=Widget.MONEY, maximum=100), "12"),
        (question(Kind.NUMBER, unit="%", minimum=0, maximum=100), "12"),
        (question(), "12"),
        (question(minimum=2023, maximum=2035), "2026"),
        (question(minimum=1900, maximum=2000), "2000"),
        (question(minimum=1, maximum=5), "5"),
        (question(minimum=100), "100"),
    ],
)
def test_the_example_of_a_number_fits_the_question(asked, example):
    with pytest.raises(Unreadable) as refused:
        numbers.read(asked, "20x6")

    assert refused.value.words.nl.endswith(f"Schrijf bijvoorbeeld {example}.")
    assert numbers.read(asked, example) is not None


def test_the_unit_of_the_question_may_stand_behind_a_number():
    share = question(Kind.NUMBER, unit="%")

    assert [numbers.read(share, typed) for typed in ("40 %", "40%", "40")] == [Decimal(40)] * 3
    with pytest.raises(Unreadable):
        numbers.read(question(Kind.NUMBER), "40 %")
    with pytest.raises(Unreadable):
        numbers.read(share, "%")
