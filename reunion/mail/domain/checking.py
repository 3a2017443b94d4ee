"""All six checks of our sending domain, side by side, within a bounded time.

Each answers for itself, in the order in which one would mend things: spf, dkim, dmarc, ptr, dnsbl, tls.
Without network, or with a name server that is down, all of them say "could not check" after a few seconds;
nothing is remembered from one run to the next. Needs no database, no worker and no Redis.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from reunion.lib.half_width import half_width
from reunion.lib.refused import Refused

from .asking import Asker
from .block_lists import check_block_lists
from .dkim import check_dkim
from .dmarc_judging import check_dmarc
from .envelope import check_envelope
from .reverse import check_reverse
from .sender import address_told, sender_of
from .transport import check_transport
from .verdict import Check

LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
SELECTOR = re.compile(rf"{LABEL.pattern}(\.{LABEL.pattern})*", re.ASCII | re.IGNORECASE)
LONGEST_DOMAIN = 253


def check_domain(
    domain: str, *, selectors: Sequence[str] = (), resolver: str = "", ip: str = ""
) -> list[Check]:
    """Raises Refused when it was asked wrongly; whatever the network does is part of the answer."""
    name = domain_named(domain)
    keys = [_selector(text) for text in selectors] or default_selectors()
    address = address_told(ip) if ip else ""
    asker = Asker(resolver=resolver)
    sender = sender_of(asker, ip=address)
    return _side_by_side(
        lambda: check_envelope(name, asker=asker, sender=sender),
        lambda: check_dkim(name, asker=asker, selectors=keys),
        lambda: check_dmarc(name, asker=asker),
        lambda: check_reverse(name, asker=asker, sender=sender),
        lambda: check_block_lists(asker=asker, sender=sender),
        lambda: check_transport(asker=asker),
    )


def domain_named(text: str) -> str:
    """As the DNS writes it: lower case, no point at the end, Japanese names in ASCII. Raises Refused."""
    bare = half_width(text).replace("。", ".").lower().removesuffix(".")
    try:
        name = bare.encode("idna").decode("ascii") if not bare.isascii() else bare
    except UnicodeError:
        name = ""
    labels = name.split(".")
    if len(labels) < 2 or len(name) > LONGEST_DOMAIN or not all(map(LABEL.fullmatch, labels)):
        raise Refused(
            _("ドメイン「%(text)s」が読み取れません。@ の後ろだけを、example.jp のように書きます。")
            % {"text": text}
        )
    return name


def default_selectors() -> list[str]:
    return [text.strip() for text in settings.DKIM_SELECTOR.split(",") if text.strip()]


def _selector(text: str) -> str:
    if not SELECTOR.fullmatch(text.strip()):
        raise Refused(
            _("セレクタ「%(text)s」が読み取れません。半角の英数字とハイフンで書きます。") % {"text": text}
        )
    return text.strip()


def _side_by_side(*checks: Callable[[], Check]) -> list[Check]:
    """Each in a thread of its own, in the language of whoever asks."""
    language = get_language()

    def answered(check: Callable[[], Check]) -> Check:
        with override(language):
            return check()

    with ThreadPoolExecutor(max_workers=len(checks)) as pool:
        return list(pool.map(answered, checks))
