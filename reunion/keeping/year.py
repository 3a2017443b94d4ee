"""What is erased of the year itself: of the people, whether or not they came.

While another reunion of the year needs them, nothing. Otherwise ways to reach somebody today go, unless they
agreed to be kept: they were told to us for this reunion. Who was in which class, and what the yearbook
printed, goes only if the organizer chooses so, and then of those who agreed name and contact stay. Of who has
died, or wants no contact, the name stays always, so that nobody writes to them in eight years.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.registrations.models import Registration
from reunion.roster.confirming import take_back
from reunion.roster.models import Classmate, ContactPoint, MergedRow, RosterUpload, Teacher, YearbookAddress

from .agreeing import agreed_classmates, agreed_teachers
from .being_over import others_of_the_year
from .parts import Part, emptied, gone

CONTACTS = _("いまの連絡先（次の会のために残すと答えた方のものは残ります）")
NAMES = _("申込で知った、いまの名字")
PLACES = _("幹事が書いた、いまの住所")
PEOPLE = _("名簿の同窓生（残すと答えた方、物故者、連絡を控える方の名前は残ります）")
DETAILS = _("名簿の備考など")
TEACHERS = _("名簿の恩師（残すと答えた方、物故者、連絡を控える方の名前は残ります）")
FILES = _("取り込みを待っている名簿のファイル")
NAME_STAYS = Q(deceased=True) | Q(do_not_contact=True)


def contacts_to_erase(reunion: Reunion) -> QuerySet[ContactPoint]:
    if others_of_the_year(reunion):
        return ContactPoint.objects.none()
    return contacts_without_agreement(reunion)


def contacts_without_agreement(reunion: Reunion) -> QuerySet[ContactPoint]:
    contacts = ContactPoint.objects.filter(classmate__cohort=reunion.cohort_id)
    return contacts.exclude(classmate__in=agreed_classmates(reunion.cohort))


def today(reunion: Reunion) -> list[Part]:
    """What was learnt of people for this reunion, and files that wait to be taken in."""
    waiting = gone(FILES, RosterUpload.objects.filter(reunion_slug=reunion.slug))
    if others_of_the_year(reunion):
        return [waiting]
    return [waiting, *known_for_one_reunion(reunion)]


def known_for_one_reunion(reunion: Reunion) -> list[Part]:
    strangers = Classmate.objects.filter(cohort=reunion.cohort_id)
    strangers = strangers.exclude(pk__in=agreed_classmates(reunion.cohort))
    typed = Registration.objects.filter(
        reunion=reunion, classmate=OuterRef("pk"), current_family_name=OuterRef("current_family_name")
    )
    renamed = strangers.filter(Exists(typed)).exclude(current_family_name="")
    written = YearbookAddress.objects.filter(
        classmate__in=strangers, decision=YearbookAddress.Decision.WRITTEN
    )
    return [
        gone(CONTACTS, contacts_without_agreement(reunion)),
        emptied(NAMES, renamed, current_family_name="", current_family_kana=""),
        Part(PLACES, written, _take_back_all),
    ]


def roster(reunion: Reunion) -> list[Part]:
    """Of everybody, and only if the organizer chooses so."""
    people = Classmate.objects.filter(cohort=reunion.cohort_id)
    agreed = agreed_classmates(reunion.cohort).values("pk")
    clubs = Classmate.clubs.through.objects.filter(classmate__in=people)
    teachers = Teacher.objects.filter(cohort=reunion.cohort_id)
    strange_teachers = teachers.exclude(pk__in=agreed_teachers(reunion.cohort).values("pk"))
    return [
        gone(_("アルバムの住所"), YearbookAddress.objects.filter(classmate__in=people)),
        gone(_("部活"), clubs.exclude(classmate__in=agreed)),
        gone(DETAILS, MergedRow.objects.filter(classmate__in=people)),
        gone(PEOPLE, people.exclude(pk__in=agreed).exclude(NAME_STAYS)),
        emptied(
            DETAILS,
            people.exclude(pk__in=agreed).filter(NAME_STAYS),
            current_family_name="",
            current_family_kana="",
        ),
        emptied(DETAILS, people, remarks="", doubt="", imported_as="", imported_text=""),
        gone(TEACHERS, strange_teachers.exclude(NAME_STAYS)),
        emptied(DETAILS, strange_teachers.filter(NAME_STAYS), postal_code="", address=""),
    ]


def _take_back_all(addresses: QuerySet[YearbookAddress]) -> None:
    """Back to what the yearbook says."""
    for address in addresses:
        take_back(address, actor=None)
