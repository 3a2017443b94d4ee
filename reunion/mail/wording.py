"""Every letter whose words the committee may edit, when it goes out, and what may and must stand in it.

Our own words are files, templates/mail/<name>.txt: the first line is `件名: …`, then an empty line, then the
text, with names in braces as the committee writes them. A text of the committee's own takes their place. The
account may stand only in letters about a fee, never in one to a teacher. What is wrong with a text, and how
it is kept, is said in proofreading.py and rewording.py.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion

from . import vocabulary
from .models import LetterTemplate
from .openings import Addressee

SUBJECT_MARK = "件名:"
FOLDER = Path(settings.BASE_DIR) / "templates" / "mail"
ACCOUNT = "振込先"


def _names(*groups: list[vocabulary.Placeholder]) -> tuple[str, ...]:
    return tuple(placeholder.name for group in groups for placeholder in group)


FREED, ANSWER_AGAIN = "空いたもの", "お返事の変更"
EVERYONE = tuple(name for name in _names(vocabulary.PERSON, vocabulary.REUNION) if name != ANSWER_AGAIN)
GUEST = (*EVERYONE, *(name for name in _names(vocabulary.CHOICE) if name != FREED))
MONEY_NAMES = _names(vocabulary.MONEY, vocabulary.PAYMENT)
PAYER = (*GUEST, *(name for name in _names(vocabulary.MONEY) if name != "返金"))
TOLD_BEFORE = "お知らせした金額"
PAID_NAMES = tuple(name for name in _names(vocabulary.PAYMENT) if name != "お支払いの残り")
OWN_PAGE = ("専用ページ",)
BANK = ("申込の内容", ACCOUNT, "専用ページ")


@dataclass(frozen=True)
class Wording:
    name: str
    title: str | Promise
    occasion: str | Promise
    allowed: tuple[str, ...]
    required: tuple[str, ...] = ()
    addressee: Addressee = Addressee.CLASSMATE

    @property
    def placeholders(self) -> list[vocabulary.Placeholder]:
        return [vocabulary.ALL[name] for name in self.allowed]


@dataclass(frozen=True)
class Words:
    subject: str
    body: str
    is_own: bool = False  # the committee's


def _to_teacher(name, title, occasion, allowed=GUEST, required=OWN_PAGE) -> Wording:
    return Wording(f"{name}_teacher", title, occasion, allowed, required, Addressee.TEACHER)


WORDINGS = {
    wording.name: wording
    for wording in [
        Wording("bank_info", _("振込のご案内"), _("会費のある人が申し込んだとき"), PAYER, BANK),
        Wording("received", _("参加の受付（会費なし）"), _("会費のない人が申し込んだとき"), GUEST, OWN_PAGE),
        _to_teacher("received", _("参加の受付（恩師）"), _("恩師から参加の返事があったとき")),
        Wording("acknowledgment", _("確認中のお知らせ"), _("名簿で確かめるあいだ"), EVERYONE, OWN_PAGE),
        _to_teacher(
            "acknowledgment", _("確認中のお知らせ（恩師）"), _("恩師の返事を確かめるあいだ"), EVERYONE
        ),
        Wording("waitlisted", _("空き待ちのご案内"), _("満席のあとに申し込んだとき"), GUEST, OWN_PAGE),
        _to_teacher("waitlisted", _("空き待ちのご案内（恩師）"), _("満席のあとに恩師から返事があったとき")),
        Wording(
            "moved_up", _("お席が空いたお知らせ"), _("空き待ちの人に席が回ったとき"), (*PAYER, FREED), BANK
        ),
        Wording(
            "moved_up_free",
            _("お席が空いたお知らせ（会費なし）"),
            _("会費のない人に席が回ったとき"),
            (*GUEST, FREED),
            OWN_PAGE,
        ),
        _to_teacher(
            "moved_up",
            _("お席が空いたお知らせ（恩師）"),
            _("空き待ちの恩師に席が回ったとき"),
            (*GUEST, FREED),
        ),
        Wording("changed", _("変更の受付"), _("専用ページで申込の内容を直したとき"), PAYER, BANK),
        Wording(
            "changed_free",
            _("変更の受付（会費なし）"),
            _("会費のない人が申込の内容を直したとき"),
            GUEST,
            OWN_PAGE,
        ),
        _to_teacher("changed", _("変更の受付（恩師）"), _("恩師が申込の内容を直したとき")),
        Wording("declined", _("欠席の受付"), _("欠席の返事があったとき"), (*EVERYONE, "返金"), OWN_PAGE),
        _to_teacher("declined", _("欠席の受付（恩師）"), _("恩師から欠席の返事があったとき"), EVERYONE),
        Wording(
            "cancelled",
            _("取り消しの受付"),
            _("申込を取り消したとき"),
            (*EVERYONE, "返金", ANSWER_AGAIN),
            OWN_PAGE,
        ),
        _to_teacher(
            "cancelled",
            _("取り消しの受付（恩師）"),
            _("恩師の申込を取り消したとき"),
            (*EVERYONE, ANSWER_AGAIN),
        ),
        Wording("link", _("専用ページのご案内"), _("専用ページをもう一度知らせるとき"), EVERYONE, OWN_PAGE),
        Wording(
            "paid",
            _("入金のお礼"),
            _("入金を確かめたとき"),
            (*GUEST, "お支払いの合計", *(name for name in PAID_NAMES if name != TOLD_BEFORE)),
            ("いただいた金額", "受領番号"),
        ),
        Wording(
            "correction",
            _("入金のお知らせの訂正"),
            _("入金のお礼を送ったあとで、確定を取り消したとき"),
            (*GUEST, "お支払いの合計", TOLD_BEFORE, "ご入金の合計", "残りのお支払い"),
            (TOLD_BEFORE, "残りのお支払い"),
        ),
        Wording(
            "reminder",
            _("会費のお願い（期日の前）"),
            _("入金のまだの人へ、期日の前に"),
            (*PAYER, "お支払いの残り"),
            ("お支払いの残り", ACCOUNT, "専用ページ"),
        ),
        Wording("week_before", _("1週間前のご案内"), _("参加する人へ、1週間前に"), GUEST),
        _to_teacher("week_before", _("1週間前のご案内（恩師）"), _("参加する恩師へ、1週間前に"), required=()),
        Wording("thanks", _("会のあとのお礼"), _("参加した人へ、会のあとに"), EVERYONE),
        _to_teacher(
            "thanks", _("会のあとのお礼（恩師）"), _("参加した恩師へ、会のあとに"), EVERYONE, required=()
        ),
        Wording(
            "answer",
            _("便りへの返事"),
            _("届いた便りに返事を書いたとき"),
            ("お名前", *_names(vocabulary.REUNION), *_names(vocabulary.QUESTION)),
            ("お返事",),
        ),
    ]
}


@dataclass
class Texts:
    """All words of one reunion, asked for once."""

    own: dict[str, Words] = field(default_factory=dict)

    @classmethod
    def of(cls, reunion: Reunion) -> "Texts":
        rows = LetterTemplate.objects.filter(reunion=reunion, name__in=WORDINGS)
        return cls({row.name: Words(row.subject, row.body, True) for row in rows})

    def words(self, name: str) -> Words:
        return self.own.get(name) or our_words(name)


@cache
def our_words(name: str) -> Words:
    """Raises ValueError when the file does not open with its subject."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()
    first, _line_break, rest = text.partition("\n")
    if not first.startswith(SUBJECT_MARK):
        raise ValueError(f"templates/mail/{name}.txt must open with {SUBJECT_MARK}")
    return Words(first.removeprefix(SUBJECT_MARK).strip(), rest.strip("\n"))
