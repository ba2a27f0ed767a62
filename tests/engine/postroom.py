"""The office with a process that sends mail, and a real mail server to send it to."""

from dataclasses import replace
from pathlib import Path

from engine import deployments, replay, services
from engine.settings import Settings
from tests.engine.office import ANN, EVE

MELDING = (Path(__file__).parent / "diagrams" / "melding.bpmn").read_bytes()
ADDRESS = "noor@voorbeeld.nl"


class Postroom:
    """What happens with the letters of an office, in one line each."""

    def __init__(self, office, mailbox):
        self.office = office
        self.store = office.store
        self.mailbox = mailbox
        self.settings = Settings(
            data=Path(),
            smtp=mailbox.address,
            mail_from="regie@voorbeeld.nl",
            service_attempts=3,
            service_timeout_seconds=20,
        )
        with office.store.begin() as tx:
            deployments.deploy(tx, MELDING, by=ANN)

    def send(self, adres=ADDRESS):
        """Open a case that sends a letter; give its number. The letter waits in the outbox."""
        return self.office.open("melding", adres=adres)

    def perform(self, known=services.BUNDLED, **settings):
        """Let the worker perform what is due; tell how many calls were answered."""
        return services.perform_due(self.store, replace(self.settings, **settings), known)

    def history(self, number):
        """Give what happened in a case, after proving that it is true."""
        with self.store.read() as tx:
            assert all(one.right for one in replay.verify_case(tx, number, EVE))
            return replay.happenings(tx, f"{number}.1", EVE)

    def kinds(self, number):
        return [one.kind for one in self.history(number)]
