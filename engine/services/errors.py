"""How a service says that it has no answer: now, ever, or by the error of a diagram."""

from __future__ import annotations

from engine.errors import EngineError
from engine.model import Words


class NoAnswer(EngineError):
    """There is no answer now; asking again later may help."""

    nl = "{reason_nl}"
    en = "{reason_en}"

    def __init__(self, reason: Words) -> None:
        super().__init__(reason_nl=reason.nl, reason_en=reason.en)
        self.reason = reason


class NoUse(NoAnswer):
    """Asking again gives no answer either, until somebody changes something."""


class TookTooLong(NoAnswer):
    """The service did not answer in time."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            Words(
                f"Er kwam geen antwoord binnen {seconds} seconden.",
                f"No answer came within {seconds} seconds.",
            )
        )


class Broke(NoAnswer):
    """The service has a fault of its own, which is in the log."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "De dienst zelf bevat een fout; die staat in het logboek.",
                "The service itself has a fault; it is in the log.",
            )
        )


class BrokeOff(NoUse):
    """The program stopped each time while the service worked."""

    def __init__(self) -> None:
        super().__init__(
            Words(
                "Het programma stopte elke keer terwijl de dienst bezig was.",
                "The program stopped each time while the service was at work.",
            )
        )


class UnknownService(NoUse):
    """The product has no service of this name (any more)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Words(f"Er is geen dienst '{name}'.", f"There is no service '{name}'."),
        )


class ServiceError(NoAnswer):
    """The answer is an error that the diagram may catch; `code` is its BPMN error code."""

    def __init__(self, code: str, reason: Words) -> None:
        super().__init__(reason)
        self.code = code
