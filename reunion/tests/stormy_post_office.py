"""A mail server in a process of its own that does what bad days bring, until it is told to calm down.

    python -m reunion.tests.stormy_post_office PORT FOLDER SEED

At each step of SMTP it now and then refuses for the time being or for good, is slow, or hangs up (each of
these for sure once early on); also after it has taken a letter, with the answer unsaid. Two kinds of
recipients never get anything: `nobody…` is unknown, `filter…` refuses the text. Every letter it takes is a
line in FOLDER/taken.jsonl, written before the answer. The storm ends when FOLDER/calm exists.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

HANG_UP = "hang up"
STORM = {
    "EHLO": ((0.005, "421 4.3.2 too busy"),),
    "MAIL": ((0.005, "451 4.3.0 try again"), (0.005, "550 5.7.1 sender rejected"), (0.005, HANG_UP)),
    "RCPT": ((0.06, "450 4.2.0 greylisted"), (0.005, "530 5.7.0 Authentication required"), (0.03, HANG_UP)),
    "DATA": ((0.03, "451 4.3.0 try again"), (0.005, "550 5.7.1 relaying denied"), (0.02, HANG_UP)),
    "end of DATA": (
        (0.05, "452 4.3.1 disk full"),
        (0.005, "550 5.7.26 This mail is unauthenticated"),
        (0.03, HANG_UP),
    ),
    "after the letter is taken": ((0.05, HANG_UP),),
}


class Weather:
    def __init__(self, folder: Path, seed: int):
        self.folder, self.chance = folder, random.Random(seed)
        self.asked = Counter()

    def answer(self, step: str) -> str:
        """Empty when the sky is clear. Each bad answer comes once for sure: the first at the tenth asking."""
        if (self.folder / "calm").exists():
            return ""
        self.asked[step] += 1
        turn, rest = divmod(self.asked[step], 10)
        if rest == 0 and turn <= len(STORM[step]):
            return STORM[step][turn - 1][1]
        throw = self.chance.random()
        for share, answer in STORM[step]:
            if throw < share:
                return answer
            throw -= share
        return ""

    async def slowness(self) -> None:
        await asyncio.sleep(1.5 if self.chance.random() < 0.01 else self.chance.random() * 0.05)


class StormySMTP(SMTP):
    async def smtp_DATA(self, arg: str) -> None:
        answer = self.event_handler.said(self, "DATA")
        if answer:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


class StormyPostOffice:
    def __init__(self, folder: Path, seed: int):
        self.weather = Weather(folder, seed)
        self.taken = (folder / "taken.jsonl").open("a", encoding="utf-8")

    def said(self, server: SMTP, step: str) -> str:
        answer = self.weather.answer(step)
        if answer == HANG_UP:
            server.transport.abort()
        return answer

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        answer = self.said(server, "EHLO")
        return [answer] if answer else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.said(server, "MAIL") or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        await self.weather.slowness()
        if address.startswith("nobody"):
            return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
        envelope.rcpt_tos.append(address)
        return self.said(server, "RCPT") or "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await self.weather.slowness()
        if envelope.rcpt_tos[0].startswith("filter"):
            return "554 5.7.1 message content rejected"
        refused = self.said(server, "end of DATA")
        if refused:
            return refused
        silent = self.weather.answer("after the letter is taken")
        self._keep(envelope, answered=not silent)
        if silent:
            server.transport.abort()
        return "250 OK"

    def _keep(self, envelope, *, answered: bool) -> None:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        letter = {
            "at": time.time(),
            "recipients": envelope.rcpt_tos,
            "sender": envelope.mail_from,
            "message_id": mail["Message-ID"],
            "answered": answered,
        }
        self.taken.write(json.dumps(letter) + "\n")
        self.taken.flush()


class StormyController(Controller):
    def factory(self) -> SMTP:
        return StormySMTP(self.handler)


def main(port: str, folder: str, seed: str) -> None:
    office = StormyPostOffice(Path(folder), int(seed))
    StormyController(office, hostname="127.0.0.1", port=int(port)).start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
