"""What the roster learns when a registration is tied to a classmate.

The mail address and the telephone become contact points, and the family name of today is filled in where the
roster had none; what the roster knows already is never overwritten. It is written in the journal, without the
address or the number.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.mail.risk import is_acceptable
from reunion.roster.models import Classmate, ContactPoint

from .likeness import same_name
from .models import Registration


@translation.override(settings.LANGUAGE_CODE)
def note_in_roster(registration: Registration, *, actor: User | None) -> None:
    learnt = [*_contacts_learnt(registration), *_name_learnt(registration)]
    if learnt:
        record(
            registration.classmate,
            action="learnt",
            sentence=_("申込から名簿に書き足しました：%(learnt)s") % {"learnt": _("、").join(learnt)},
            actor=actor,
            reunion_slug=registration.reunion.slug,
        )


def _contacts_learnt(registration: Registration) -> list[str]:
    Kind = ContactPoint.Kind
    offered = [(Kind.MAIL, address) for address in registration.addresses if is_acceptable(address)]
    offered += [(Kind.PHONE, registration.phone)] if registration.phone else []
    known = set(
        ContactPoint.objects.filter(classmate_id=registration.classmate_id).values_list("kind", "value")
    )
    new = [contact for contact in offered if contact not in known]
    ContactPoint.objects.bulk_create(
        ContactPoint(classmate_id=registration.classmate_id, kind=kind, value=value) for kind, value in new
    )
    return list(dict.fromkeys(str(kind.label) for kind, _value in new))


def _name_learnt(registration: Registration) -> list[str]:
    name = registration.current_family_name
    classmate = registration.classmate
    if not name or classmate.current_family_name or same_name(name, classmate.family_name):
        return []
    Classmate.objects.filter(pk=classmate.pk, current_family_name="").update(
        current_family_name=name, current_family_kana=registration.current_family_kana
    )
    return [_("いまの名字")]
