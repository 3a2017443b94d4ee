"""Who was told the date or the place that is no longer true, and has not been told the new one yet.

Told is whoever has answered and got any letter of ours before the change; cards that were posted before are
counted beside them. Whoever has since been written a letter that names the new date and the new place knows.
While there is no new place nobody can know it. A letter is judged by its words, whatever kind it is.
"""

from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from reunion.events.models import PlanChange, Reunion, VenueBooking
from reunion.mail.models import Message
from reunion.mail.vocabulary import day
from reunion.postcards.models import Card
from reunion.registrations.models import Registration, RegistrationQuerySet

from .drafting import Draft
from .models import Announcement

ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING, Message.State.SENT)


@dataclass(frozen=True)
class ToldBefore:
    """`cards` is how many were posted with the old date or place."""

    change: PlanChange
    people: RegistrationQuerySet
    cards: int


def open_change(reunion: Reunion) -> PlanChange | None:
    return PlanChange.objects.filter(reunion=reunion).open().select_related("reunion").first()


def told_before(change: PlanChange) -> ToldBefore:
    day_of_change = timezone.localdate(change.changed_at)
    cards = Card.objects.filter(batch__reunion=change.reunion_id, batch__posted_on__lte=day_of_change)
    return ToldBefore(change, not_told_since(change), cards.count())


def people_to_tell(reunion: Reunion) -> QuerySet:
    change = open_change(reunion)
    return not_told_since(change) if change else Registration.objects.none()


def not_told_since(change: PlanChange) -> RegistrationQuerySet:
    about = Concat(
        Value(f"{Registration._meta.label_lower}:"),
        Cast(OuterRef("pk"), CharField()),
        output_field=CharField(),
    )
    letters = Message.objects.filter(about=about).order_by()
    before = letters.filter(created_at__lt=change.changed_at, state=Message.State.SENT)
    people = Registration.objects.answered().filter(Exists(before), reunion=change.reunion_id)
    words = _new_words(change)
    since = letters.filter(created_at__gte=change.changed_at, state__in=ON_ITS_WAY)
    for word in words:
        since = since.filter(body__contains=word)
    return people.exclude(Exists(since)) if words else people


def _new_words(change: PlanChange) -> list[str]:
    """What a letter must say to be about the new plan; empty while the new place is not known."""
    booked = VenueBooking.objects.filter(reunion=change.reunion_id, state=VenueBooking.State.BOOKED)
    venue = booked.values_list("venue__name", flat=True).first()
    if change.was_place and not venue:
        return []
    words = [day(change.reunion.held_on)] if change.was_held_on else []
    return [*words, *([venue] if change.was_place else [])]


def draft_about(change: PlanChange) -> Draft:
    """The announcement that is proposed, to whoever has answered."""
    another_day, another_place = change.was_held_on is not None, bool(change.was_place)
    subject = "開催日と会場が変わりました" if another_day and another_place else "開催日が変わりました"
    if not another_day:
        subject = "会場が変わりました"
    blocks = ["先にお知らせした内容から、次のとおり変わりました。"]
    if another_day:
        blocks.append(f"■ 開催日\n｛開催日｝\n（前のお知らせ　{day(change.was_held_on)}）")
    if another_place:
        blocks.append(f"■ 会場\n｛会場｝\n（前のお知らせ　{change.was_place}）")
    blocks.append("ご迷惑をおかけします。ご都合が変わる方は、専用ページからお知らせください。")
    blocks.append("■ 専用ページ\n｛専用ページ｝")
    return Draft(subject, "\n\n".join(blocks), Announcement.Audience.ANSWERED)
