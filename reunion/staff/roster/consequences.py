"""What will happen when somebody is marked as deceased or left alone, in sentences for the page that asks.

Each sentence is about what there really is: letters that wait, cards that are not posted, a registration.
"""

from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.mail.models import Message, about
from reunion.postcards.models import Card
from reunion.registrations.models import Registration
from reunion.roster.leaving_alone import Mark
from reunion.roster.models import Classmate, Teacher


def consequences(person: Classmate | Teacher, *, mark: str, reunion: Reunion) -> list[str]:
    is_classmate = isinstance(person, Classmate)
    whose = {"classmate": person} if is_classmate else {"teacher": person}
    registrations = list(Registration.objects.filter(reunion=reunion, **whose))
    return [
        *_mail(person, registrations, reunion),
        *_paper(whose, person, reunion),
        _lists(is_classmate),
        *_answers(registrations, mark),
        _("名簿には残ります。まちがいと分かったときは、わけを書いて元に戻せます。"),
    ]


def _mail(person: Classmate | Teacher, registrations: list[Registration], reunion: Reunion) -> list[str]:
    names = [about(person), *map(about, registrations)]
    waiting = Message.objects.unfinished().filter(reunion=reunion, about__in=names).count()
    stopped = _("送るのを待っているメールが%(count)s通あります。それも送りません。") % {"count": waiting}
    return [_("メールは、もう一通も送りません。"), *([stopped] if waiting else [])]


def _paper(whose: dict, person: Classmate | Teacher, reunion: Reunion) -> list[str]:
    cards = Card.objects.of_reunion(reunion).filter(batch__posted_on=None)
    cards = cards.of_classmate(person) if isinstance(person, Classmate) else cards.filter(**whose)
    waiting = cards.count()
    pulled = _(
        "まだ投函していないはがきが%(count)s枚あります。印刷から外します。"
        "もう印刷したものは、投函の前に抜いてください。"
    ) % {"count": waiting}
    return [_("はがきも手紙も作りません。"), *([pulled] if waiting else [])]


def _lists(is_classmate: bool) -> str:
    if is_classmate:
        return _("声をかける人の一覧にも、申込ページの参加者のお名前にも出ません。")
    return _("申込ページの参加者のお名前に出ません。")


def _answers(registrations: list[Registration], mark: str) -> list[str]:
    if not registrations:
        return []
    numbers = _("、").join(registration.reference for registration in registrations)
    if mark == Mark.DECEASED:
        kept = _("申込（申込番号 %(numbers)s）は、お金を確かめるために残ります。返金は会計が決めます。")
    else:
        kept = _("申込（申込番号 %(numbers)s）は、そのまま残ります。会費の連絡は、会計が別の方法でします。")
    return [kept % {"numbers": numbers}]
