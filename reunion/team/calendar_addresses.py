"""Each member may have one secret address under which their own calendar reads the dates of the committee.

It is drawn at random and is known to its owner alone, who sees it on their own page, draws another or gives
it up; the old one ends at that moment. It ends with the membership and with the account. Whoever has it reads
dates, never the name of a classmate. It is no sign-in.
"""

import secrets

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record

from .models import CalendarAddress, Member

BYTES = 32


@transaction.atomic
def draw(member: Member, *, instead_of: int | None = None) -> CalendarAddress:
    """`instead_of` is the address the press was about; pressed again, there is a newer one, and it stays."""
    Member.objects.select_for_update().get(pk=member.pk)
    address = CalendarAddress.objects.filter(member=member).first()
    if address is not None and address.pk != instead_of:
        return address
    if address is not None:
        address.delete()
    _note(member, gettext_lazy("%(member)sが予定表のアドレスを作りました"))
    return CalendarAddress.objects.create(member=member, token=secrets.token_urlsafe(BYTES))


@transaction.atomic
def give_up(member: Member) -> None:
    if CalendarAddress.objects.filter(member=member).delete()[0]:
        _note(member, gettext_lazy("%(member)sが予定表のアドレスをやめました"))


def reader_of(slug: str, token: str) -> Member | None:
    """Whose calendar asks; None when the address has ended or never was."""
    members = Member.objects.filter(reunion__slug=slug, user__is_active=True)
    return members.filter(calendar_address__token=token).select_related("reunion").first()


def _note(member: Member, sentence: Promise) -> None:
    record(
        member.reunion,
        action="team",
        sentence=sentence,
        words={"member": member},
        actor=member.user,
        reunion_slug=member.reunion.slug,
    )
