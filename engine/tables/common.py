"""What all tables share: the metadata with its naming rules, and how values are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Date, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy import Text as Unlimited

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Text(TypeDecorator[str]):
    """A text. Bytes that somebody wrote there in SQLite are read as far as they are text."""

    impl = String
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None]:  # noqa: ARG002
        """Read a text by one call: the most there are of what is read."""
        return _text


class LongText(Text):
    """A text of any length."""

    impl = Unlimited
    cache_ok = True


class Number(TypeDecorator[int]):
    """A whole number. What somebody wrote there in SQLite and is none counts as nothing."""

    impl = Integer
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], int | None]:  # noqa: ARG002
        """Read a number by one call."""
        return _number


class Day(TypeDecorator[date]):
    """A date. What somebody wrote there in SQLite and is none is the first day of all."""

    impl = Date
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], date | None]:
        """Read a date with the words of the database."""
        read = super().result_processor(dialect, coltype) or _as_it_stands

        def process(value: object) -> date | None:
            try:
                found: date | None = read(value)
            except (TypeError, ValueError):  # verifying tells
                return date.min
            return found

        return process


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, kept as microseconds since 1970: eight bytes, and it sorts."""

    impl = BigInteger
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], int | None]:  # noqa: ARG002
        """Write a moment by one call."""
        return _microseconds

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[Any], datetime | None]:
        """Read a moment by one call."""
        return _moment


def as_text(found: bytes) -> str:
    """Read bytes as text, with a sign for each that is none."""
    return found.decode("utf-8", "replace")


def _text(value: str | bytes | None) -> str | None:
    return as_text(value) if isinstance(value, bytes) else value  # verifying tells


def _number(value: object) -> int | None:
    if value is None or isinstance(value, int):
        return value
    return 0  # verifying tells


def _microseconds(value: datetime | None) -> int | None:
    return None if value is None else (value - _EPOCH) // _MICROSECOND


def _moment(value: int | None) -> datetime | None:
    if value is None:
        return None
    try:
        return _EPOCH + value * _MICROSECOND
    except (TypeError, OverflowError):  # somebody wrote what is no moment; verifying tells
        return _EPOCH


def _as_it_stands(value: Any) -> Any:  # noqa: ANN401 - a date, as the driver gives it
    return value


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
