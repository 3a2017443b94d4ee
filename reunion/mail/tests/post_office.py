"""A mail server in this process: it keeps every envelope and gives the answers a test asks for."""

import asyncio
import socket
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Envelope:
    sender: str
    recipient: str
    mail: EmailMessage
    raw: bytes = b""


@dataclass
class PostOffice:
    """`answers` maps MAIL, RCPT or DATA to a reply such as "450 later", or to "hang up"."""

    answers: dict[str, str] = field(default_factory=dict)
    envelopes: list[Envelope] = field(default_factory=list)
    seconds_per_letter: float = 0.0
    letters_in_hand: int = 0

    def __post_init__(self):
        self.port = free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)

    def close(self) -> None:
        if not self.controller.loop.is_closed():
            self.controller.stop()

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self._answer("MAIL", server)

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self._answer("RCPT", server)

    async def handle_DATA(self, server, session, envelope):
        self.letters_in_hand += 1
        try:
            await asyncio.sleep(self.seconds_per_letter)
        finally:
            self.letters_in_hand -= 1
        mail = message_from_bytes(envelope.content, policy=policy.default)
        refusal = self.answers.get("DATA", "")
        if not refusal.startswith(("4", "5")):
            for recipient in envelope.rcpt_tos:
                self.envelopes.append(Envelope(envelope.mail_from, recipient, mail, envelope.content))
        return self._answer("DATA", server)

    def _answer(self, stage: str, server) -> str:
        answer = self.answers.get(stage, "250 OK")
        if answer == "hang up":
            server.transport.abort()
        return answer
