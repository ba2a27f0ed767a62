"""Workers on many machines: what is due now goes through a queue in the same PostgreSQL.

The only package that knows Procrastinate, an optional extra. The queue holds no truth: it is a
short window on the tables of timers, service calls and messages, filled again at every ring.
"""

from __future__ import annotations

from engine.worker.running import prepare, run

__all__ = ["prepare", "run"]
