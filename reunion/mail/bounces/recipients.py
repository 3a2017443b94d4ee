"""Whom a notice speaks of, when it brings no report with fields.

Servers put the address alone on a line, in angle brackets before a colon, after "Recipient:" or RCPT TO, or
in a header of their own. What is found nowhere like that is left to flufl.bounce, which knows many odd
formats, for the question who and never for the question why. The address the notice was sent to is ours, and
a postmaster's is no recipient.
"""

import email
import logging
import re
from contextlib import suppress

from flufl.bounce import all_failures

from .opening import LONGEST_TEXT, Opened

# It writes a trace of every detector that stumbles over a mail, with the mail's own words.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)

ADDRESS = r"[^\s<>()\[\]:;,\"'`@]{1,100}@[A-Za-z0-9._-]{1,190}[A-Za-z0-9]"
ANY_ADDRESS = re.compile(ADDRESS)
ALONE_ON_A_LINE = re.compile(
    rf"^[ \t>*-]*(?:(?:Final-|Original-|Failed |Your message (?:to|for) )?(?:recipients?|to|rcpt to|address"
    rf"|宛先|送信先)[ \t]*[:：][ \t]*)?(?:rfc822;)?[ \t]*"
    rf"(?:<(?:smtp:)?(?P<bracketed>{ADDRESS})>[ \t]*(?:[:：].*|\[.*|\(.*)?|(?P<bare>{ADDRESS})"
    rf"(?:[ \t]*[:：][ \t]*|[ \t]+[\[(].*|[ \t]*))$",
    re.I | re.M,
)
AFTER_A_WORD = re.compile(
    rf"(?:RCPT TO:[ \t]*|delivered to:?[ \t]*|deliver(?:ed|y)? (?:your )?(?:message |mail )?to:?[ \t]*"
    rf"|recipient(?: address)?:?[ \t]*|(?:message|mail) (?:wasn't delivered )?(?:to|for)[ \t]+"
    rf"|5\d\d[ -](?:5\.\d\.\d+ )?)"
    rf"<?(?P<address>{ADDRESS})",
    re.I,
)
NO_RECIPIENT = re.compile(r"^(?:mailer-daemon|postmaster|abuse|support|no-?reply|mail-?daemon)@", re.I)
HEADERS_THAT_NAME_THEM = (
    "x-failed-recipients",
    "x-actual-recipient",
    "original-recipient",
    "final-recipient",
)


def recipients_in(mail: Opened, data: bytes) -> tuple[str, ...]:
    ours = own_addresses(mail)
    for found in (_in_headers(mail), _alone(mail.notice), _after_words(mail.notice)):
        if people := _people(found, ours):
            return people
    return _people(_found_by_flufl(data), ours) or _people(_of_original(mail), ours)


def own_addresses(mail: Opened) -> set[str]:
    """To whom the notice itself went, and from whom it came."""
    lines = [
        line
        for name in ("to", "from", "delivered-to", "x-original-to")
        for line in mail.headers.get(name, ())
    ]
    return {address.lower() for line in lines for address in ANY_ADDRESS.findall(line)}


def _people(addresses: list[str], ours: set[str]) -> tuple[str, ...]:
    people: dict[str, str] = {}
    for address in addresses[:200]:
        tidy = address.strip("<>.,;:'\" ")
        if tidy.lower() not in ours and not NO_RECIPIENT.match(tidy):
            people.setdefault(tidy.lower(), tidy)
    return tuple(people.values())


def _in_headers(mail: Opened) -> list[str]:
    lines = [line for name in HEADERS_THAT_NAME_THEM for line in mail.headers.get(name, ())]
    return [address for line in lines for address in ANY_ADDRESS.findall(line)]


def _alone(notice: str) -> list[str]:
    return [found["bracketed"] or found["bare"] for found in ALONE_ON_A_LINE.finditer(notice)]


def _after_words(notice: str) -> list[str]:
    return [found["address"] for found in AFTER_A_WORD.finditer(notice)]


def _found_by_flufl(data: bytes) -> list[str]:
    """Its detectors may fail on a mail that is not well formed."""
    with suppress(Exception):
        later, for_good = all_failures(email.message_from_bytes(data[:LONGEST_TEXT]))
        return [address.decode("ascii", "replace") for address in sorted(for_good) + sorted(later)]
    return []


def _of_original(mail: Opened) -> list[str]:
    return [address for line in mail.original.get("to", ()) for address in ANY_ADDRESS.findall(line)]
