"""A name server in this process, over UDP and TCP: it knows the records a test gives it and nothing else.

A name may also be silent, or answer with an error. An alias is answered alone, or with what stands behind it,
as the test wants. An answer too long for one packet is cut, and the asker has to come back over TCP.
"""

import socketserver
import struct
import threading
from contextlib import suppress

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

LONGEST_PACKET = 512


class NameServer:
    """`records` maps "name TYPE" to values as in a zone file; TXT values may be plain texts."""

    def __init__(self, records: dict[str, list[str]] | None = None):
        self.records = {**(records or {})}
        self.silent: set[str] = set()
        self.errors: dict[str, str] = {}
        self.shows_behind_aliases = True
        self.questions: list[str] = []
        self.questions_over_tcp: list[str] = []
        self._udp, self._tcp = _on_one_port()
        self.port = self._udp.server_address[1]
        for server in (self._udp, self._tcp):
            server.names = self
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        for server in (self._udp, self._tcp):
            server.shutdown()
            server.server_close()

    def knows(self, name: str) -> bool:
        return any(f".{known.split()[0]}".endswith(f".{name}") for known in self.records)

    def answer(self, query: dns.message.Message) -> dns.message.Message | None:
        question = query.question[0]
        name, kind = (
            question.name.to_text(omit_final_dot=True).lower(),
            dns.rdatatype.to_text(question.rdtype),
        )
        self.questions.append(f"{name} {kind}")
        if name in self.silent:
            return None
        response = dns.message.make_response(query)
        if name in self.errors:
            response.set_rcode(dns.rcode.from_text(self.errors[name]))
            return response
        self._fill(response, name, kind)
        return response

    def _fill(self, response: dns.message.Message, name: str, kind: str) -> None:
        alias = self.records.get(f"{name} CNAME")
        if alias:
            response.answer.append(_rrset(name, "CNAME", alias))
            if self.shows_behind_aliases:
                self._fill(response, alias[0].rstrip("."), kind)
            return
        values = self.records.get(f"{name} {kind}")
        if values:
            response.answer.append(_rrset(name, kind, values))
        elif not self.knows(name):
            response.set_rcode(dns.rcode.NXDOMAIN)


def _on_one_port() -> tuple["_Udp", "_Tcp"]:
    """A port that is free for UDP may be taken for TCP."""
    for _try in range(50):
        udp = _Udp(("127.0.0.1", 0), _UdpHandler)
        try:
            return udp, _Tcp(udp.server_address, _TcpHandler)
        except OSError:
            udp.server_close()
    raise OSError("no port is free for both UDP and TCP")


def _rrset(name: str, kind: str, values: list[str]) -> dns.rrset.RRset:
    if kind == "TXT":
        values = [value if value.startswith('"') else _in_strings(value) for value in values]
    return dns.rrset.from_text(f"{name}.", 60, "IN", kind, *values)


def _in_strings(text: str) -> str:
    return " ".join(f'"{text[start : start + 255]}"' for start in range(0, len(text), 255))


class _Udp(socketserver.ThreadingUDPServer):
    daemon_threads = True
    block_on_close = False


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True


class _UdpHandler(socketserver.BaseRequestHandler):
    def handle(self):
        data, line = self.request
        query = dns.message.from_wire(data)
        response = self.server.names.answer(query)
        if response is None:
            return
        wire = response.to_wire()
        if len(wire) > LONGEST_PACKET:
            response = dns.message.make_response(query)
            response.flags |= dns.flags.TC
            wire = response.to_wire()
        with suppress(OSError):
            line.sendto(wire, self.client_address)


class _TcpHandler(socketserver.StreamRequestHandler):
    def handle(self):
        length = self.rfile.read(2)
        if len(length) < 2:
            return
        query = dns.message.from_wire(self.rfile.read(struct.unpack("!H", length)[0]))
        self.server.names.questions_over_tcp.append(query.question[0].name.to_text(omit_final_dot=True))
        response = self.server.names.answer(query)
        if response is not None:
            wire = response.to_wire()
            self.wfile.write(struct.pack("!H", len(wire)) + wire)
