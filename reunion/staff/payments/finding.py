"""What the treasurer looks at: one pile, perhaps one file of the bank, one amount, or words to search for."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.models import Reunion
from reunion.payments.models import Statement, StatementLineQuerySet
from reunion.payments.progress import Progress
from reunion.payments.search import lines_matching, yen_of

PILES = {
    "": gettext_lazy("まだのもの"),
    "certain": gettext_lazy("確実"),
    "likely": gettext_lazy("たぶん"),
    "unclear": gettext_lazy("分からない"),
    "reversed": gettext_lazy("取消の候補"),
    "matched": gettext_lazy("確定済み"),
    "ignored": gettext_lazy("会費ではない"),
}
DECIDED = ("matched", "ignored")


@dataclass(frozen=True)
class Wish:
    pile: str = ""
    text: str = ""
    statement: int | None = None
    yen: str = ""

    @property
    def amount(self) -> int | None:
        return yen_of(self.yen) if self.yen else None

    @property
    def kept(self) -> dict[str, str]:
        """Everything but the pile, as it stands in the address."""
        given = {"q": self.text, "statement": self.statement, "yen": self.yen}
        return {name: str(value) for name, value in given.items() if value}

    @property
    def is_narrow(self) -> bool:
        return bool(self.kept)

    def query(self, pile: str) -> str:
        return urlencode({"grade": pile} | self.kept if pile else self.kept)


def wish_of(request: HttpRequest) -> Wish:
    given = {name: request.GET.get(name, "").replace("\0", "").strip() for name in ("grade", "q", "yen")}
    statement = request.GET.get("statement", "")
    return Wish(
        pile=given["grade"] if given["grade"] in PILES else "",
        text=given["q"],
        statement=int(statement) if statement.isascii() and statement.isdecimal() else None,
        yen=given["yen"],
    )


def lines_wished(lines: StatementLineQuerySet, wish: Wish) -> StatementLineQuerySet:
    """Of all piles."""
    if wish.statement is not None:
        lines = lines.filter(statement=wish.statement)
    if wish.yen:
        lines = lines.filter(amount=wish.amount) if wish.amount else lines.none()
    return lines_matching(lines, wish.text)


def tabs(address: str, wish: Wish, progress: Progress) -> list[dict]:
    return [
        {
            "label": label,
            "count": progress.counts[name],
            "url": f"{address}?{query}" if (query := wish.query(name)) else address,
            "current": name == wish.pile,
        }
        for name, label in PILES.items()
    ]


def statements_of(reunion: Reunion) -> list[Statement]:
    """Each says with `books_itself` whether certain lines of this reunion book themselves."""
    taken_in = Statement.objects.filter(reunion=reunion).order_by("from_on", "pk")
    return list(taken_in.annotate(books_itself=F("reunion__match_run__books_by_itself")))


def order_of(lines: StatementLineQuerySet, wish: Wish, surest_first) -> StatementLineQuerySet:
    if wish.pile in DECIDED:
        return lines.order_by("-booked_on", "-pk")
    return lines.order_by(surest_first, "booked_on", "statement_id", "sequence", "pk")


def nothing_words(wish: Wish) -> tuple[str, str]:
    """What an empty list says, and what to do."""
    if wish.is_narrow:
        return _("見つかりませんでした。"), _("名前の一部や金額だけでも探せます。")
    if wish.pile == "matched":
        return _("まだ確定した入金はありません。"), ""
    if wish.pile == "ignored":
        return _("会費ではないとした行はありません。"), ""
    return _("ここに残っている行はありません。"), _(
        "次の明細を銀行からダウンロードしたら、取り込みましょう。"
    )
