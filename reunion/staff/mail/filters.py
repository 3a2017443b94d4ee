"""The tabs above the list of letters: all, on their way, at risk; and what did not go, by its reason."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import F, Func, OuterRef, Subquery
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.models import Message, MessageQuerySet

LISTS = {
    "": MessageQuerySet.all,
    "waiting": MessageQuerySet.unfinished,
    "risk": MessageQuerySet.at_risk,
    "refused": MessageQuerySet.refused,
    "undecided": MessageQuerySet.to_decide,
    "address": MessageQuerySet.address_cannot_be_used,
    "kept": MessageQuerySet.rightly_kept,
}
LABELS = {
    "": _("すべて"),
    "waiting": _("まだ送っていない"),
    "risk": _("届かないおそれ"),
    "refused": _("断られた"),
    "undecided": _("送るか決める"),
    "address": _("宛先が使えない"),
    "kept": _("送らなくてよい"),
}
ALWAYS_SHOWN = {"", "waiting", "risk"}


@dataclass(frozen=True)
class Filter:
    """What the reader has chosen; an unknown tab shows all."""

    tab: str
    words: str

    @classmethod
    def chosen(cls, asked: QueryDict) -> "Filter":
        tab = asked.get("show", "")
        return cls(tab if tab in LISTS else "", asked.get("q", "").strip()[:100])

    def letters(self, reunion: Reunion) -> MessageQuerySet:
        letters = LISTS[self.tab](reunion.letters.all()).defer("body")
        return letters.to_whom(self.words) if self.words else letters

    def tabs(self, request: HttpRequest) -> list[dict]:
        """Each with the number of all its letters, whatever is searched for; what did not go only if any."""
        counts = counts_of(request.reunion)
        shown = [tab for tab in LISTS if tab in ALWAYS_SHOWN or counts[tab] or tab == self.tab]
        return [
            {
                "label": LABELS[tab],
                "url": f"?{urlencode({'show': tab})}" if tab else "?",
                "current": tab == self.tab,
                "count": counts[tab],
            }
            for tab in shown
        ]


def counts_of(reunion: Reunion) -> dict[str, int]:
    """How many are in each list: one question, in which each count may use an index of its own."""
    letters = Message.objects.filter(reunion=OuterRef("pk")).order_by()
    number = Func(F("pk"), function="COUNT")
    counts = [Subquery(LISTS[tab](letters).annotate(number=number).values("number")) for tab in LISTS]
    [found] = Reunion.objects.filter(pk=reunion.pk).values_list(*counts)
    return dict(zip(LISTS, found, strict=True))
