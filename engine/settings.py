"""What an installation may choose, read once from `REGIE_*` at the start and passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from engine.errors import EngineError
from engine.limits import DEFAULT, LARGEST, LEAST, Limits

PORT = 8000
LARGEST_PORT = 65535


class InvalidSetting(EngineError):
    """A variable of the environment holds something that cannot be used."""

    nl = "De instelling {name} is '{value}'. {rule_nl}"
    en = "The setting {name} is '{value}'. {rule_en}"

    def __init__(self, name: str, value: str, rule_nl: str, rule_en: str) -> None:
        super().__init__(name=name, value=value, rule_nl=rule_nl, rule_en=rule_en)


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` holds the database and the key file; `database_url` overrides the SQLite there.

    `hosts` are the names under which the pages may be asked for; empty means this machine only.
    `proxy` is the IP address of the one that stands before us and is believed about who asks.
    `privacy` is the address of the privacy statement, for who has one.
    `smtp` is the address of the mail server; while it is empty no mail leaves. A service is asked
    `service_attempts` times, with pauses that double from the first. What goes further than
    `limits` becomes an incident, or is not deployed.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = PORT
    database_url: str = ""
    demo_password: str = ""
    hosts: tuple[str, ...] = ()
    proxy: str = ""
    organisation: str = "Regio Deal"
    telephone: str = ""
    privacy: str = ""
    smtp: str = field(default="", repr=False)  # may hold a password
    mail_from: str = ""
    service_attempts: int = 6
    service_pause_seconds: int = 60
    service_timeout_seconds: int = 30
    message_days: int = 7
    limits: Limits = DEFAULT

    @property
    def key_file(self) -> Path:
        return self.data / "regie.key"

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'regie.sqlite'}"

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}/"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read `REGIE_DATA`, `REGIE_HOST`, `REGIE_PORT`, `REGIE_DATABASE_URL` and the others.

    Raises InvalidSetting naming the variable, its value and what would be right.
    """
    smtp = environment.get("REGIE_SMTP", "")
    return Settings(
        data=Path(environment.get("REGIE_DATA") or "data").resolve(),
        host=environment.get("REGIE_HOST") or "127.0.0.1",
        port=_port(environment.get("REGIE_PORT") or str(PORT)),
        database_url=_database_url(environment.get("REGIE_DATABASE_URL", "")),
        demo_password=environment.get("REGIE_DEMO_PASSWORD", ""),
        hosts=tuple(environment.get("REGIE_HOSTS", "").split()),
        proxy=_proxy(environment.get("REGIE_PROXY", "")),
        organisation=environment.get("REGIE_ORGANISATION") or "Regio Deal",
        telephone=environment.get("REGIE_TELEPHONE", ""),
        privacy=_privacy(environment.get("REGIE_PRIVACY", "")),
        smtp=_smtp(smtp),
        mail_from=_mail_from(environment.get("REGIE_MAIL_FROM", ""), needed=bool(smtp)),
        service_attempts=_whole(environment, "REGIE_SERVICE_ATTEMPTS", 6, most=100),
        service_pause_seconds=_whole(environment, "REGIE_SERVICE_PAUSE", 60, most=86_400),
        service_timeout_seconds=_whole(environment, "REGIE_SERVICE_TIMEOUT", 30, most=600),
        message_days=_whole(environment, "REGIE_MESSAGE_DAYS", 7, most=3_650),
        limits=_limits(environment),
    )


def _limits(environment: Mapping[str, str]) -> Limits:
    names = {
        "moves": "REGIE_MOST_MOVES",
        "items": "REGIE_MOST_ITEMS",
        "calls": "REGIE_MOST_CALLS",
        "children": "REGIE_MOST_CHILDREN",
        "instances": "REGIE_MOST_INSTANCES",
        "hops": "REGIE_MOST_HOPS",
        "elements": "REGIE_LARGEST_DIAGRAM",
        "written": "REGIE_MOST_WRITTEN",
    }
    chosen = {}
    for field_name, name in names.items():
        least, otherwise, most = (getattr(one, field_name) for one in (LEAST, DEFAULT, LARGEST))
        chosen[field_name] = _whole(environment, name, otherwise, least=least, most=most)
    return Limits(**chosen)


def _whole(
    environment: Mapping[str, str], name: str, otherwise: int, *, least: int = 1, most: int
) -> int:
    text = environment.get(name) or str(otherwise)
    if text.isascii() and text.isdigit() and least <= int(text) <= most:
        return int(text)
    raise InvalidSetting(
        name,
        text,
        f"Kies een heel getal van {least} tot en met {most}.",
        f"Choose a whole number from {least} to {most}.",
    )


def _privacy(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # brackets that hold no address
        is_right = False
    if not text or (is_right and text.isprintable()):
        return text
    raise InvalidSetting(
        "REGIE_PRIVACY",
        text,
        "Geef het adres van de privacyverklaring, met http:// of https:// ervoor.",
        "Give the address of the privacy statement, starting with http:// or https://.",
    )


def _smtp(text: str) -> str:
    parts = urlsplit(text)
    if not text or (parts.scheme in ("smtp", "smtps") and parts.hostname):
        return text
    raise InvalidSetting(
        "REGIE_SMTP",
        parts.scheme,  # never the rest: it may hold a password
        "Begin met smtp:// of smtps://, gevolgd door de naam van de mailserver.",
        "Start it with smtp:// or smtps://, followed by the name of the mail server.",
    )


def _mail_from(text: str, *, needed: bool) -> str:
    name, at, domain = text.partition("@")
    if (not text and not needed) or (name and at and domain and text.isprintable()):
        return text
    raise InvalidSetting(
        "REGIE_MAIL_FROM",
        text,
        "Geef het mailadres van de afzender; dat is nodig als REGIE_SMTP is ingesteld.",
        "Give the mail address of the sender; it is needed when REGIE_SMTP is set.",
    )


def _proxy(text: str) -> str:
    try:
        return str(ip_address(text)) if text else ""
    except ValueError as problem:
        raise InvalidSetting(
            "REGIE_PROXY",
            text,
            "Geef het IP-adres waarvandaan de proxy vraagt, bijvoorbeeld 127.0.0.1.",
            "Give the IP address that the proxy asks from, for example 127.0.0.1.",
        ) from problem


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= LARGEST_PORT:
        return int(text)
    raise InvalidSetting(
        "REGIE_PORT",
        text,
        f"Kies een getal van 1 tot en met {LARGEST_PORT}.",
        f"Choose a number from 1 to {LARGEST_PORT}.",
    )


def _database_url(text: str) -> str:
    if not text or text.startswith(("sqlite:///", "postgresql+psycopg://")):
        return text
    raise InvalidSetting(
        "REGIE_DATABASE_URL",
        text,
        "Begin met sqlite:/// of postgresql+psycopg://.",
        "Start it with sqlite:/// or postgresql+psycopg://.",
    )
