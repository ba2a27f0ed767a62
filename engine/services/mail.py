"""The service `mail`: send a letter by SMTP, to the one server that the settings name.

Payload: `aan` (an address or a list of them), `onderwerp`, `tekst`, and if wished `antwoord_aan`.
Answer: `bericht`, the Message-ID, which is made of the key: a letter that was sent twice can be
known by it; and `geweigerd`, the addresses that the server refused when it took others.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from engine.model import Words
from engine.services.errors import NoAnswer, NoUse, ServiceError
from engine.services.requests import Request, Taken
from engine.settings import Settings
from engine.values import Value

_TEXT = frozenset(["string"])
TAKES: Taken = {
    "aan": _TEXT | {"list"},
    "onderwerp": _TEXT,
    "tekst": _TEXT,
    "antwoord_aan": _TEXT | {"Null"},
}
REFUSED = "mail-geweigerd"  #: the BPMN error when the mail server takes none of the addresses
FOR_GOOD = 500  #: from here on an SMTP code means that trying again does not help
MOST_ADDRESSES = 50
LONGEST = 100_000
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,255}")


def send(request: Request, settings: Settings) -> Value:
    """Send one letter. Raises ServiceError, NoUse, NoAnswer."""
    if not settings.smtp:
        raise NoUse(
            Words(
                "Er is geen mailserver ingesteld (REGIE_SMTP).",
                "No mail server is set (REGIE_SMTP).",
            )
        )
    letter = _letter(request, settings.mail_from)
    addresses = _addresses(request)
    try:
        with _server(settings.smtp, request.timeout_seconds) as server:
            refused = server.send_message(letter, settings.mail_from, addresses)
    except smtplib.SMTPRecipientsRefused as problem:
        raise _refused(problem) from problem
    except smtplib.SMTPResponseException as problem:
        raise _response(problem) from problem
    except (smtplib.SMTPException, OSError) as problem:
        raise NoAnswer(_reason(str(problem))) from problem
    return {"bericht": str(letter["Message-ID"]), "geweigerd": sorted(refused)}


def _letter(request: Request, sender: str) -> EmailMessage:
    letter = EmailMessage()
    domain = sender.rpartition("@")[2]
    letter["Message-ID"] = f"<{sha256(request.key.encode()).hexdigest()[:40]}@{domain}>"
    letter["Date"] = format_datetime(request.called_at)
    letter["From"] = sender
    letter["To"] = ", ".join(_addresses(request))
    letter["Subject"] = " ".join(_text(request, "onderwerp").split())
    letter["Auto-Submitted"] = "auto-generated"
    if request.payload.get("antwoord_aan") is not None:
        letter["Reply-To"] = _address(request.payload["antwoord_aan"])
    letter.set_content(_text(request, "tekst"))
    return letter


def _addresses(request: Request) -> list[str]:
    given = request.payload.get("aan")
    found = [_address(one) for one in (given if isinstance(given, list) else [given])]
    if not 0 < len(found) <= MOST_ADDRESSES:
        raise _wrong("aan")
    return found


def _address(given: object) -> str:
    if not isinstance(given, str) or not _ADDRESS.fullmatch(given):
        raise _wrong("aan")
    return given


def _text(request: Request, name: str) -> str:
    given = request.payload.get(name)
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST:
        raise _wrong(name)
    return given


@contextmanager
def _server(address: str, timeout_seconds: int) -> Iterator[smtplib.SMTP]:
    """Open a connection: encrypted from the start for smtps, else as soon as the server can."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 0
    tls = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=timeout_seconds, context=tls)
        if parts.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=timeout_seconds)
    )
    with server:
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server


def _refused(problem: smtplib.SMTPRecipientsRefused) -> NoAnswer:
    answers = problem.recipients.values()
    reason = _reason("; ".join(f"{code} {_said(text)}" for code, text in answers))
    if all(code >= FOR_GOOD for code, _ in answers):
        return ServiceError(REFUSED, reason)
    return NoAnswer(reason)


def _response(problem: smtplib.SMTPResponseException) -> NoAnswer:
    reason = _reason(f"{problem.smtp_code} {_said(problem.smtp_error)}")
    return NoUse(reason) if problem.smtp_code >= FOR_GOOD else NoAnswer(reason)


def _said(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _reason(text: str) -> Words:
    return Words(f"De mailserver: {text}", f"The mail server: {text}")


def _wrong(name: str) -> NoUse:
    return NoUse(
        Words(
            f"Wat verstuurd moet worden klopt niet: kijk naar '{name}'.",
            f"What must be sent is not right: look at '{name}'.",
        )
    )
