"""Which mail domain was meant, when the one typed looks like a slip of the finger.

Only three kinds of slip are believed: the right name with a wrong ending (docomo.ne.jo, gmail.co.jp), a name
of five letters or more with one letter missing, doubled, swapped or wrong (gmial.com), and lost or wrong dots
(yahoo.cojp). Endings that no registry has (.con, .ne.jo) are a slip for any domain. A domain that is known to
be real is never called a slip (yahoo.com, ymail.com, every carrier's and provider's), nor is one that
differs in its first letter only (mail of another company), nor one as near to two domains as to each other.
"""

import csv
import re
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA

from reunion.mail.carrier_domains import carrier_domain

TABLE = Path(__file__).parent / "data" / "mail_domains.tsv"

COMMON_ENDINGS = ("com", "jp", "co.jp", "ne.jp")
SHORTEST_NAME_WITH_A_SLIP = 5
SHORTEST_NAME_WITH_ANY_ENDING = 4
# The carrier au is the one short name whose wrong endings are all too common.
SHORT_NAMES_WITH_ANY_ENDING = {"au"}

NO_SUCH_ENDINGS = (
    (re.compile(r"\.(co|ne|or|ac|go|ad|gr|ed|lg)\.?(jo|jpp|jjp|jl|kp|jip|jpn|ip|jb|hp|j|p)$"), r".\1.jp"),
    (re.compile(r"\.(co|ne|or|ac|go)jp$"), r".\1.jp"),
    (re.compile(r"\.(con|cim|vom|xom|cpm|ocm|cmo|comm|coom|ccom|conm|cmm)$"), ".com"),
)


@cache
def _domains(use: str) -> tuple[str, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple(row["domain"] for row in csv.DictReader(lines, delimiter="\t") if row["use"] == use)


def meant_domain(domain: str) -> str:
    """The domain that was probably meant, or "" when the one typed (lower case) may well be right."""
    if _is_real(domain):
        return ""
    return _nearest(domain) or _with_a_real_ending(domain)


def _is_real(domain: str) -> bool:
    labels = domain.split(".")
    parents = {".".join(labels[start:]) for start in range(len(labels) - 1)}
    if parents & set(_domains("real")) or domain in _domains("meant"):
        return True
    return carrier_domain(domain) is not None


def _nearest(domain: str) -> str:
    slips = [(OSA.distance(domain, meant), meant) for meant in _domains("meant") if _is_slip(domain, meant)]
    return min(slips, key=lambda slip: slip[0])[1] if slips else ""


def _is_slip(domain: str, meant: str) -> bool:
    if _letters(domain) == _letters(meant):
        return True
    name, ending = _halves(domain, like=meant)
    meant_name, meant_ending = _halves(meant, like=meant)
    if not ending:
        return False
    if name == meant_name:
        return _is_wrong_ending(name, ending, meant_ending)
    return _is_name_slip(name, meant_name) and OSA.distance(ending, meant_ending) <= 1


def _letters(domain: str) -> str:
    return re.sub(r"[.-]", "", domain)


def _halves(domain: str, *, like: str) -> tuple[str, str]:
    """The name and its ending: `i.softbank` and `jp`; the name has as many labels as that of `like`."""
    ending_labels = 2 if re.search(r"\.(co|ne|or)\.jp$", like) else 1
    name_labels = like.count(".") + 1 - ending_labels
    labels = domain.split(".")
    return ".".join(labels[:name_labels]), ".".join(labels[name_labels:])


def _is_wrong_ending(name: str, ending: str, meant_ending: str) -> bool:
    if OSA.distance(ending, meant_ending) <= 1:
        return True
    if len(name) < SHORTEST_NAME_WITH_ANY_ENDING and name not in SHORT_NAMES_WITH_ANY_ENDING:
        return False
    return any(OSA.distance(ending, common) <= 1 for common in COMMON_ENDINGS)


def _is_name_slip(name: str, meant_name: str) -> bool:
    if len(meant_name) < SHORTEST_NAME_WITH_A_SLIP or OSA.distance(name, meant_name) != 1:
        return False
    return not (len(name) == len(meant_name) and name[1:] == meant_name[1:])


def _with_a_real_ending(domain: str) -> str:
    for pattern, ending in NO_SUCH_ENDINGS:
        if pattern.search(domain):
            return pattern.sub(ending, domain)
    return ""
