"""The clock of the tests: it stands still until a test moves it, or lets it go."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Call it for the moment it shows, as the product calls its clock."""

    def __init__(self, now=datetime(2026, 1, 5, 8, tzinfo=UTC)):
        self.now = now
        self.pace = timedelta()

    def __call__(self):
        self.now += self.pace
        return self.now

    def tick(self, **by):
        """Move on: `clock.tick(days=3, hours=2)`. Give the new moment."""
        self.now += timedelta(**by)
        return self.now
