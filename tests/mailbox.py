"""A real mail server on this machine: it takes letters over SMTP, or answers as it is told."""

import socket
import threading
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy


class Mailbox:
    """`letters` are all that came in, twice what came twice. `refuses` is a recipient's code.

    `is_deaf`: it takes calls and never says a word, until it hangs up.
    """

    def __init__(self):
        self.letters = []
        self.refuses = {}
        self.is_deaf = False
        self.unheard = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"smtp://127.0.0.1:{self.listener.getsockname()[1]}"

    @property
    def kept(self):
        """Give the letters as somebody keeps them who knows what came before: each once."""
        return {letter["Message-ID"]: letter for letter in self.letters}

    def listen(self):
        with suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        with connection, connection.makefile("rwb") as lines, suppress(OSError):

            def say(text):
                lines.write(f"{text}\r\n".encode())
                lines.flush()

            if self.is_deaf:
                self.unheard.append(connection)
                lines.readline()
                return
            say("220 ready")
            while (line := lines.readline()) and not line.upper().startswith(b"QUIT"):
                word = line[:4].upper()
                if word == b"RCPT":
                    address = line.decode().partition("<")[2].partition(">")[0]
                    say(f"{self.refuses.get(address, 250)} {address}")
                elif word == b"DATA":
                    say("354 go on")
                    self.letters.append(message_from_bytes(_letter(lines), policy=policy.default))
                    say("250 taken")
                else:
                    say("250 fine")
            say("221 bye")

    def hang_up(self):
        """End all calls in which nothing was said."""
        for connection in self.unheard:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _letter(lines):
    found = []
    while (line := lines.readline()) not in (b".\r\n", b""):
        found.append(line.removeprefix(b".") if line.startswith(b"..") else line)
    return b"".join(found)


@contextmanager
def mailbox():
    """Give a mail server that listens until the end."""
    found = Mailbox()
    threading.Thread(target=found.listen, daemon=True).start()
    try:
        yield found
    finally:
        found.listener.close()
