"""What is known of an address beyond its spelling: whether anything arrives there.

An address is dead when a refusal proves it: a notice that names our own letter and the person it went to, or
a server's answer to RCPT TO while we were sending. Then nothing is sent there until a person lifts it. A
refusal that proves nothing is only noted; the second one proposes the address to a person. Where a person
has said that an address can be used, no refusal blocks it again by itself: it is proposed, for the person
may know more than the server. Addresses are compared in small letters and without the quotes that some
programs put around old carrier addresses.
"""

from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower, Replace
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record

from .bounces.reading import Judged, judge_answer
from .bounces.reasons import REASONS
from .bounces.rules import Outcome
from .bounces.stage import Stage
from .holding import release
from .models import AddressHealth, Attempt, Bounce, Message, MessageQuerySet
from .risk import tidy

State = AddressHealth.State
ADDRESS_OF_LETTER = Replace(Lower("recipient"), Value('"'), Value(""))
# Refusals that may pass, and of which a second one is a question for a person.
DOUBTFUL = ("full", "suspended", "stage_unknown")
UNCLEAR = "unclear"


def key_of(address: str) -> str:
    return tidy(address).replace('"', "").lower()[:254]


def is_dead(address: str, *, until_committed: bool = False) -> bool:
    """`until_committed`: and nobody lifts it before the transaction of whoever asks has ended."""
    dead = AddressHealth.objects.filter(address=key_of(address), state=State.DEAD)
    return bool(dead.select_for_update(of=("self",))) if until_committed else dead.exists()


def why_held(address: str) -> str:
    """A sentence for the committee; empty when letters may go there."""
    health = AddressHealth.objects.filter(address=key_of(address), state=State.DEAD).first()
    return _held_because(health) if health else ""


def _held_because(health: AddressHealth) -> str:
    sentence = _("届かない宛先だと分かっているので、送らずに止めています。%(reason)s")
    return sentence % {"reason": health.reason}


def dead_addresses() -> frozenset[str]:
    """All of them, as `key_of` writes them, for whoever goes through a long table."""
    return frozenset(AddressHealth.objects.filter(state=State.DEAD).values_list("address", flat=True))


def dead_among(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses, as they were handed in, that are dead: one question for a whole list."""
    dead = dead_addresses()
    return {address for address in addresses if address and key_of(address) in dead}


def dead_reasons(addresses: Iterable[str]) -> dict[str, str]:
    """Why each of a person's addresses is dead; those that are not are left out."""
    asked = {key_of(address): address for address in addresses if address}
    found = AddressHealth.objects.filter(address__in=asked, state=State.DEAD) if asked else ()
    return {asked[health.address]: health.reason for health in found}


def of_reunion(reunion: Reunion) -> QuerySet[AddressHealth]:
    """Addresses to which this reunion has written."""
    written_to = Message.objects.filter(reunion=reunion).values(known_as=ADDRESS_OF_LETTER)
    return AddressHealth.objects.filter(address__in=written_to)


def counts(reunion: Reunion) -> Counter:
    """How many addresses of this reunion are in each state."""
    return Counter(of_reunion(reunion).values_list("state", flat=True))


@transaction.atomic
def mark_dead(address: str, *, reason: str, bounce: Bounce | None = None) -> AddressHealth:
    """Only for what proves it: `Found.may_block`, or `Judged.may_block` of an answer to ourselves."""
    health, is_new = _row(address, State.DEAD, reason=reason, bounce=bounce)
    if is_new or health.state == State.DEAD:
        return health
    was_lifted = health.state == State.GOOD or health.decided_by_id is not None
    return _turn(health, State.PROPOSED if was_lifted else State.DEAD, reason=reason, bounce=bounce)


@transaction.atomic
def propose(address: str, *, reason: str, bounce: Bounce | None = None) -> AddressHealth:
    """A person is asked whether the address is dead; letters still go there."""
    health, is_new = _row(address, State.PROPOSED, reason=reason, bounce=bounce)
    if is_new or health.state != State.GOOD:
        return health
    return _turn(health, State.PROPOSED, reason=reason, bounce=bounce)


def _row(address: str, state: str, *, reason: str, bounce: Bounce | None) -> tuple[AddressHealth, bool]:
    rows = AddressHealth.objects.select_for_update(of=("self",))
    defaults = {"state": state, "reason": reason[:300], "bounce": bounce}
    return rows.get_or_create(address=key_of(address), defaults=defaults)


def _turn(health: AddressHealth, state: str, *, reason: str, bounce: Bounce | None) -> AddressHealth:
    health.state, health.reason, health.bounce = state, reason[:300], bounce
    health.since = timezone.now()
    health.save()
    return health


@transaction.atomic
def lift(health: AddressHealth, *, actor: User, reunion: Reunion) -> int:
    """A person says that letters may go there; how many go now that were held for that address alone."""
    lifted = _decide(health, State.GOOD, gettext_lazy("ある宛先を、使える宛先に戻しました"), actor, reunion)
    return release(_letters_to(lifted, reunion), because=Message.Because.DEAD)


def _letters_to(health: AddressHealth, reunion: Reunion) -> MessageQuerySet:
    """Of this reunion and of all that are still to come: nobody is written to about one long past."""
    current = Q(reunion=reunion) | Q(reunion__held_on__gte=timezone.localdate())
    return Message.objects.alias(known_as=ADDRESS_OF_LETTER).filter(current, known_as=health.address)


@transaction.atomic
def confirm(health: AddressHealth, *, actor: User, reunion: Reunion) -> AddressHealth:
    """A person says that nothing arrives there."""
    return _decide(health, State.DEAD, gettext_lazy("ある宛先を、届かない宛先にしました"), actor, reunion)


def _decide(health: AddressHealth, state: str, sentence, actor: User, reunion: Reunion) -> AddressHealth:
    locked = AddressHealth.objects.select_for_update(of=("self",)).get(pk=health.pk)
    if locked.state == state:
        return locked
    locked.state, locked.since, locked.decided_by = state, timezone.now(), actor
    locked.save(update_fields=["state", "since", "decided_by"])
    record(locked, action="address health", sentence=sentence, actor=actor, reunion_slug=reunion.slug)
    return locked


@translation.override(settings.LANGUAGE_CODE)
def note_answer(message: Message, judged: Judged) -> None:
    """What a server said to ourselves when it refused a letter; call it once the attempt is written down."""
    if judged.may_block:
        mark_dead(message.recipient, reason=judged.reason)
    elif is_doubtful(judged) and doubts_about(message.recipient) > 1:
        propose(message.recipient, reason=judged.reason)


def is_doubtful(judged: Judged) -> bool:
    if judged.outcome == Outcome.DEAD:
        return not judged.may_block
    return judged.why in DOUBTFUL or (judged.why == UNCLEAR and judged.stage == Stage.UNKNOWN)


def doubts_about(address: str) -> int:
    """How many refusals that prove nothing are known, since a person last spoke for the address."""
    lifted = AddressHealth.objects.filter(address=key_of(address), state=State.GOOD).first()
    since = {"since": lifted.since} if lifted else {}
    return _doubtful_notices(address, **since) + _doubtful_answers(address, **since)


@translation.override(settings.LANGUAGE_CODE)
def _doubtful_notices(address: str, *, since=None) -> int:
    reasons = [str(REASONS[why]) for why in DOUBTFUL]
    unclear = Q(reason=str(REASONS[UNCLEAR]), stage=Stage.UNKNOWN)
    notices = Bounce.objects.final().filter(recipient=key_of(address))
    notices = notices.filter(Q(outcome=Outcome.DEAD) | Q(reason__in=reasons) | unclear)
    return notices.filter(received_at__gt=since).count() if since else notices.count()


def _doubtful_answers(address: str, *, since=None) -> int:
    refused = Attempt.objects.filter(
        message__recipient__iexact=tidy(address), outcome=Attempt.Outcome.REFUSED
    )
    refused = refused.filter(at__gt=since) if since else refused
    answers = refused.values_list("code", "words", "stage")[:50]
    return sum(
        is_doubtful(judge_answer(f"{code or ''} {words}", stage=stage, recipient=address))
        for code, words, stage in answers
    )
