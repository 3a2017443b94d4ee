"""Another bank account needs two people: a changed account is the fraud that costs a reunion its money.

The first account counts at once. Any later one is a proposal: everybody with money in hand is told by mail
from what to what, and until it is settled no letter and no page names an account. It is confirmed by an
organizer who was one already when it was proposed, never by the proposer. Where there is nobody else, the
same organizer may confirm it after three days, in which whoever is robbed can still object. Anybody who may
see the account may discard it: that only brings back what was true before.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.accounts import set_account
from reunion.events.founding import AccountText
from reunion.events.models import AccountChange, BankAccount, Reunion
from reunion.events.signals import account_set
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.mail.holding import Because, Hold, release
from reunion.mail.models import Message

from .models import Member, Role
from .warning import tell_organizers

PATIENCE_ALONE = dt.timedelta(days=3)
PARTS = ("bank", "branch", "kind", "number", "holder_kana")
HELD = gettext_lazy("振込先の口座の変更を、もう一人の幹事が確認しています。決まると、また送ります。")


@transaction.atomic
def propose_account(reunion: Reunion, *, account: AccountText, actor: User) -> AccountChange | None:
    """None when there was no account yet, so that this one counts at once."""
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    stored = BankAccount.objects.filter(reunion=reunion).first()
    if stored is None:
        set_account(reunion, account=account, actor=actor)
        _tell(reunion, gettext_lazy("振込先の口座が登録されました"), actor, new=account)
        return None
    if AccountChange.objects.filter(reunion=reunion).open().exists():
        raise Refused(_("確認を待っている口座の変更がもうあります。先にそちらを決めてください。"))
    if text_of(stored) == account:
        raise Refused(_("いまの口座と同じです。何も変えていません。"))
    change = AccountChange.objects.create(
        reunion=reunion, **vars(account), proposed_by=actor, proposer_name=str(actor)[:80]
    )
    change.confirmers.set(User.objects.filter(pk__in=_organizers(reunion)).exclude(pk=actor.pk))
    BankAccount.objects.filter(reunion=reunion).update(in_question=True)
    _note(change, gettext_lazy("振込先の口座の変更を申し出ました（%(bank)s）"), actor)
    _tell(
        reunion,
        gettext_lazy("振込先の口座を変える申し出がありました"),
        actor,
        old=text_of(stored),
        new=account,
        rest=gettext_lazy("もう一人の幹事が確かめるまで、口座の案内は止まっています。"),
    )
    return change


@transaction.atomic
def confirm_change(change: AccountChange, *, actor: User) -> None:
    change = _locked(change)
    if refusal := why_not_confirm(change, actor=actor):
        raise Refused(refusal)
    old, new = text_of(change.reunion.bank_account), text_of(change)
    _settle(change, AccountChange.Outcome.CONFIRMED)
    _note(change, gettext_lazy("振込先の口座の変更を確認しました（%(bank)s）"), actor)
    set_account(change.reunion, account=new, actor=actor)
    release(change.reunion.letters.all(), because=Because.ACCOUNT)
    _tell(change.reunion, gettext_lazy("振込先の口座が変わりました"), actor, old=old, new=new)


@transaction.atomic
def discard_change(change: AccountChange, *, actor: User) -> None:
    change = _locked(change)
    _settle(change, AccountChange.Outcome.DISCARDED)
    BankAccount.objects.filter(reunion=change.reunion).update(in_question=False)
    _note(change, gettext_lazy("振込先の口座の変更を取りやめました（%(bank)s）"), actor)
    release(change.reunion.letters.all(), because=Because.ACCOUNT)
    account_set.send(BankAccount, reunion=change.reunion, actor=actor)
    _tell(
        change.reunion,
        gettext_lazy("振込先の口座は、いままでのままです"),
        actor,
        new=text_of(change.reunion.bank_account),
    )


def why_not_confirm(change: AccountChange, *, actor: User) -> str:
    """A sentence for whoever may not confirm it now; empty for who may."""
    organizers = _organizers(change.reunion)
    if actor.pk not in organizers and not actor.is_superuser:
        return _("口座の変更を確認できるのは幹事だけです。")
    able = {one.pk for one in change.confirmers.all()} & organizers
    is_second = actor.pk in able or (actor.is_superuser and actor.pk != change.proposed_by_id)
    if is_second:
        return ""
    if able:
        return _("申し出た人とは別の、前からの幹事が確認してください。")
    if timezone.now() < change.proposed_at + PATIENCE_ALONE:
        return _("ほかに幹事がいないため、申し出から3日たつと確認できます。")
    return ""


def open_change(reunion: Reunion) -> AccountChange | None:
    return AccountChange.objects.filter(reunion=reunion).open().select_related("reunion").first()


def hold_while_in_question(message: Message) -> Hold | None:
    """Asked just before any letter leaves, whoever wrote it."""
    account = BankAccount.objects.filter(reunion=message.reunion_id, in_question=True).first()
    if account is None or account.number not in message.body:
        return None
    return Hold(str(HELD), Because.ACCOUNT)


def text_of(account: BankAccount | AccountChange) -> AccountText:
    return AccountText(**{part: getattr(account, part) for part in PARTS})


def _locked(change: AccountChange) -> AccountChange:
    """The reunion is locked first, as whoever changes its team or its account does."""
    Reunion.objects.select_for_update().get(pk=change.reunion_id)
    change = AccountChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.outcome != AccountChange.Outcome.OPEN:
        raise Refused(_("この変更は、もうほかの人が決めました。"))
    return change


def _settle(change: AccountChange, outcome: str) -> None:
    change.outcome, change.settled_at = outcome, timezone.now()
    change.save(update_fields=["outcome", "settled_at"])


def _organizers(reunion: Reunion) -> set[int]:
    members = Member.objects.filter(reunion=reunion, role=Role.ORGANIZER, user__is_active=True)
    return set(members.values_list("user_id", flat=True))


def _note(change: AccountChange, sentence: Promise, actor: User) -> None:
    record(
        change.reunion,
        action="account",
        sentence=sentence,
        words={"bank": change.bank},
        actor=actor,
        reunion_slug=change.reunion.slug,
    )


@translation.override(settings.LANGUAGE_CODE)
def _tell(
    reunion: Reunion,
    subject: Promise,
    actor: User,
    *,
    new: AccountText,
    old: AccountText | None = None,
    rest: Promise | str = "",
) -> None:
    when = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    lines = [
        f"{subject}。",
        _("押した人 %(name)s、%(when)s") % {"name": actor, "when": when},
        *([_("いままで %(account)s") % {"account": " ".join(vars(old).values())}] if old else []),
        _("新しい口座 %(account)s") % {"account": " ".join(vars(new).values())}
        if old
        else _("口座 %(account)s") % {"account": " ".join(vars(new).values())},
        *([str(rest)] if rest else []),
    ]
    path = reverse("staff:events:account", args=[reunion.slug])
    tell_organizers(reunion, subject=subject, lines=lines, path=path)
