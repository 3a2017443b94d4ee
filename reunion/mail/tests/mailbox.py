"""A mailbox for tests: a small IMAP server that knows what a poll needs, and can misbehave."""

import re
import socket
import socketserver
import threading
from dataclasses import dataclass, field


@dataclass
class Stored:
    data: bytes
    flags: set[str] = field(default_factory=set)


class ImapServer(socketserver.ThreadingTCPServer):
    """`mails` by UID. `says` answers a command in its own way; `asked` is what was asked for, in order."""

    allow_reuse_address = daemon_threads = True

    user, password = "returned@reunion.example", "pass word@1"

    def __init__(self, host: str = "127.0.0.1"):
        super().__init__((host, 0), Conversation)
        self.mails: dict[int, Stored] = {}
        self.says: dict[str, str] = {}
        self.hangs_up_at = ""
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, args=[0.02], daemon=True).start()

    def put(self, *mails: bytes) -> None:
        for data in mails:
            self.mails[max(self.mails, default=100) + 1] = Stored(data.replace(b"\n", b"\r\n"))

    def flags(self) -> list[set[str]]:
        return [mail.flags for mail in self.mails.values()]

    @property
    def url(self) -> str:
        host, port = self.server_address
        return f"imap://returned%40reunion.example:pass%20word%401@{host}:{port}/INBOX"

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class Conversation(socketserver.StreamRequestHandler):
    server: ImapServer

    def handle(self):
        self.say("* OK ready")
        for raw in self.rfile:
            tag, _space, command = raw.decode().strip().partition(" ")
            word = command.upper().removeprefix("UID ").split(" ")[0]
            self.server.asked.append(word)
            if self.server.hangs_up_at == word:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            answer = self.server.says.get(word) or getattr(self, word.lower(), self.unknown)(command)
            self.say(f"{tag} {answer}")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def unknown(self, command: str) -> str:
        return "BAD unknown"

    def capability(self, command: str) -> str:
        self.say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def login(self, command: str) -> str:
        known = (
            f'"{self.server.user}" "{self.server.password}"',
            f'{self.server.user} "{self.server.password}"',
        )
        return "OK welcome" if command.partition(" ")[2] in known else "NO [AUTHENTICATIONFAILED] wrong"

    def select(self, command: str) -> str:
        if command.partition(" ")[2].strip('"') != "INBOX":
            return "NO no such folder"
        self.say(f"* {len(self.server.mails)} EXISTS")
        return "OK [READ-WRITE] done"

    def search(self, command: str) -> str:
        unseen = [str(uid) for uid, mail in self.server.mails.items() if r"\Seen" not in mail.flags]
        self.say(f"* SEARCH {' '.join(unseen)}")
        return "OK done"

    def fetch(self, command: str) -> str:
        asked = re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", command)
        mail = self.server.mails.get(int(asked[1]))
        if mail:
            part = mail.data[: int(asked[2])]
            self.wfile.write(b"* 1 FETCH (UID %s BODY[]<0> {%d}\r\n" % (asked[1].encode(), len(part)))
            self.wfile.write(part + b")\r\n")
        return "OK done"

    def store(self, command: str) -> str:
        asked = re.fullmatch(r"UID STORE (\d+) \+FLAGS\.SILENT \((.*)\)", command)
        self.server.mails[int(asked[1])].flags |= set(asked[2].split())
        return "OK done"

    def logout(self, command: str) -> str:
        self.say("* BYE")
        return "OK done"
