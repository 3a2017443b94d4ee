"""The tabs above the list of letters: all, on their way, at risk, not sent."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from reunion.events.models import Reunion
from reunion.mail.models import Message, MessageQuerySet

State, Risk = Message.State, Message.Risk

CONDITIONS = {
    "": Q(),
    "waiting": Q(state__in=[State.QUEUED, State.SENDING]),
    "risk": ~Q(risk=Risk.NONE),
    "stopped": Q(state__in=[State.REFUSED, State.HELD]),
}


@dataclass(frozen=True)
class Filter:
    """What the reader has chosen; an unknown tab shows all."""

    tab: str
    words: str

    @classmethod
    def chosen(cls, asked: QueryDict) -> "Filter":
        tab = asked.get("show", "")
        return cls(tab if tab in CONDITIONS else "", asked.get("q", "").strip()[:100])

    def letters(self, reunion: Reunion) -> MessageQuerySet:
        letters = reunion.letters.filter(CONDITIONS[self.tab]).defer("body")
        return letters.to_whom(self.words) if self.words else letters

    def tabs(self, request: HttpRequest) -> list[dict]:
        """Each tab with the number of all its letters, whatever is searched for."""
        counts = request.reunion.letters.aggregate(
            **{f"of_{tab}": Count("pk", filter=condition) for tab, condition in CONDITIONS.items()}
        )
        labels = {
            "": _("すべて"),
            "waiting": _("まだ送っていない"),
            "risk": _("届かないおそれ"),
            "stopped": _("送れなかった"),
        }
        return [
            {
                "label": label,
                "url": f"?{urlencode({'show': tab})}" if tab else "?",
                "current": tab == self.tab,
                "count": counts[f"of_{tab}"],
            }
            for tab, label in labels.items()
        ]
