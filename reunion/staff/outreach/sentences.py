"""Why somebody is on the board, and what happened between us and them, in plain words."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.mail.kinds import CARRIERS
from reunion.mail.models import Attempt, Bounce
from reunion.outreach.follow_up import Reason, Row
from reunion.outreach.story import Event, What

BADGES = {
    Reason.NO_ADDRESS: (gettext_lazy("メールなし"), "urgent"),
    Reason.NOT_SENT: (gettext_lazy("まだ送っていない"), "urgent"),
    Reason.FAILED: (gettext_lazy("届いていない"), "urgent"),
    Reason.MISTYPED: (gettext_lazy("打ち間違いかも"), "urgent"),
    Reason.CARRIER: (gettext_lazy("携帯会社のメール"), "amber"),
    Reason.SILENT: (gettext_lazy("返事がない"), "amber"),
}
WHY = {
    Reason.NO_ADDRESS: gettext_lazy("メールアドレスがなく、まだだれも伝えていません。"),
    Reason.NOT_SENT: gettext_lazy("メールアドレスはありますが、まだ何も送っていません。"),
    Reason.FAILED: gettext_lazy("%(day)sのメールが届きませんでした。"),
    Reason.MISTYPED: gettext_lazy("%(day)sに送りましたが、アドレスの打ち間違いかもしれません。"),
    Reason.CARRIER: gettext_lazy(
        "%(day)sに%(carrier)sへ送って%(days)s日たちますが、受け取ったしるしがありません。"
    ),
    Reason.SILENT: gettext_lazy("%(day)sに送って%(days)s日たちますが、受け取ったしるしがありません。"),
}
OF_TEACHERS = {
    Reason.NO_ADDRESS: gettext_lazy("お返事を承ったことを、まだどなたもお伝えしていません。"),
}


def day_of(moment: dt.datetime) -> str:
    return date_format(localtime(moment), _("n月j日（D）"))


def why(row: Row, *, now: dt.datetime | None = None) -> str:
    sentence = (OF_TEACHERS if row.is_teacher else {}).get(row.reason) or WHY[row.reason]
    return sentence % {
        "day": day_of(row.since),
        "days": ((now or timezone.now()) - row.since).days,
        "carrier": CARRIERS.get(row.carrier) or _("携帯会社のメール"),
    }


HAPPENED = {
    What.SIGNED_UP: gettext_lazy("お返事がありました"),
    What.CANCELLED: gettext_lazy("申込の取り消しがありました"),
    What.WRITTEN: gettext_lazy("メール「%(kind)s」を書きました"),
    What.ON_ITS_WAY: gettext_lazy("メール「%(kind)s」を、いま送っています"),
    What.PROVEN: gettext_lazy("受け取ったことが分かりました"),
    What.REPLIED: gettext_lazy("本人から便りがありました"),
    What.ANSWERED: gettext_lazy("便りに返事をしました"),
    What.PAID: gettext_lazy("入金がありました"),
    What.BOUNCED: gettext_lazy("メール「%(kind)s」が戻ってきました"),
    What.CONTACTED: gettext_lazy("%(way)s：%(result)s"),
}
ATTEMPTED = {
    Attempt.Outcome.SENT: gettext_lazy("メール「%(kind)s」を送り、相手のサーバーが受け取りました"),
    Attempt.Outcome.LATER: gettext_lazy("メール「%(kind)s」を送ろうとしましたが、あとでもう一度送ります"),
    Attempt.Outcome.REFUSED: gettext_lazy("メール「%(kind)s」は断られました"),
    Attempt.Outcome.HELD: gettext_lazy("メール「%(kind)s」を送らずに止めました"),
    Attempt.Outcome.RETURNED: gettext_lazy(
        "メール「%(kind)s」がこちら側の理由で戻ってきたので、すべてのメールを止めました"
    ),
}
TONES = {
    What.BOUNCED: "urgent",
    What.PROVEN: "success",
    What.REPLIED: "success",
    What.PAID: "success",
}


def told(event: Event) -> dict:
    """What the page shows of one event: time, sentence, details, who."""
    thing = event.thing
    at = date_format(localtime(event.at), _("n月j日（D）") if event.is_day else _("n月j日（D） H:i"))
    shown = {"at": at, "what": event.what, "thing": thing, "tone": TONES.get(event.what, "")}
    if event.what == What.TRIED:
        return shown | of_attempt(thing)
    return shown | {"sentence": HAPPENED[event.what] % words_of(event)} | details_of(event)


def words_of(event: Event) -> dict:
    thing = event.thing
    if event.what in {What.WRITTEN, What.ON_ITS_WAY}:
        return {"kind": thing.kind_name}
    if event.what == What.BOUNCED:
        return {"kind": thing.message.kind_name}
    if event.what == What.CONTACTED:
        return {"way": thing.get_way_display(), "result": thing.get_result_display()}
    return {}


def of_attempt(attempt: Attempt) -> dict:
    refused = attempt.outcome in {Attempt.Outcome.REFUSED, Attempt.Outcome.HELD}
    code = attempt.code or ""
    return {
        "sentence": ATTEMPTED[attempt.outcome] % {"kind": attempt.message.kind_name},
        "quoted": f"{attempt.stage} {code} {attempt.words}".strip(),
        "tone": "urgent" if refused else "",
    }


def details_of(event: Event) -> dict:
    thing = event.thing
    if event.what == What.WRITTEN:
        return {"detail": f"{thing.recipient} {thing.risk_name}".strip(), "letter": thing}
    if event.what == What.BOUNCED:
        return {"detail": because(thing), "quoted": thing.words[:300]}
    if event.what == What.PROVEN:
        return {"detail": thing.get_proof_display()}
    if event.what in {What.REPLIED, What.ANSWERED}:
        return {"detail": thing.get_kind_display(), "inbound": thing}
    if event.what == What.CONTACTED:
        return {"detail": thing.note, "who": str(thing.user or _("（もういない人）"))}
    return {}


def because(bounce: Bounce) -> str:
    return bounce.reason or str(bounce.get_outcome_display())
