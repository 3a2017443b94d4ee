"""The tables of mail.

letters.py   the letters we send, how each was tried, and the committee's own words for them
inbound.py   what comes to us: letters from guests, and our own letters that came back
addresses.py what we know of an address: whether it works, and what its owner does not want
businesses.py  businesses we write to, and the letters to them
watching.py  how our own way of sending is watched
"""

from .addresses import AddressHealth, Unsubscribe
from .businesses import Business, BusinessLetter
from .inbound import Bounce, BounceQuerySet, InboundLetter, InboundLetterQuerySet
from .letters import Attempt, LetterTemplate, Message, MessageQuerySet, about
from .watching import DomainCheck, MailboxWatch, RoundTrip

__all__ = [
    "AddressHealth",
    "Attempt",
    "Bounce",
    "BounceQuerySet",
    "Business",
    "BusinessLetter",
    "DomainCheck",
    "InboundLetter",
    "InboundLetterQuerySet",
    "LetterTemplate",
    "MailboxWatch",
    "Message",
    "MessageQuerySet",
    "RoundTrip",
    "Unsubscribe",
    "about",
]
