"""What the page says after a press. The word for it stands in the address, so that no cookie is needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reunion.registrations.links import token

SAID = {
    "changed": _("お申し込みの内容を直しました。"),
    "contact": _("連絡先を直しました。"),
    "moved": _(
        "連絡先を直しました。新しい宛先にメールをお送りします。10分たっても届かないときは、アドレスをお確かめください。"
    ),
    "cancelled": _("お申し込みを取り消しました。"),
    "received": _("ありがとうございます。届いたことが分かり、幹事もひと安心です。"),
    "member": _("幹事としてログインしているため、ご本人の受信の確認にはなりません。"),
    "sent": _(
        "お知らせいただいた宛先にお送りします。10分たっても届かないときは、アドレスをお確かめください。今日すでに何通かお送りしたときは、明日もう一度お試しください。"
    ),
    "receipt": _("領収書ができました。下のボタンで開いて、保存か印刷をしてください。"),
    "asked": _("幹事にお伝えしました。2日ほどお待ちください。"),
    "shown": _("名字を案内ページに載せます。"),
    "hidden": _("名字を案内ページに載せないようにしました。"),
    "kept": _("次の会の案内のために、連絡先を残します。"),
    "not_kept": _("次の会の案内には、連絡先を使わないようにしました。"),
    "needs_erased": _("会場での手助けについて書かれたことを、消しました。"),
    "too_often": _(
        "続けてたくさん押されたため、いまはお受けできません。1時間ほどたってから、もう一度お試しください。"
    ),
}
WARNINGS = {"member", "too_often"}


def back(request: HttpRequest, said: str, *, to: str = "public:personal") -> HttpResponse:
    address = reverse(to, args=[request.reunion.slug, token(request.registration)])
    return redirect(f"{address}?said={said}")


def what_was_done(request: HttpRequest) -> dict:
    """For the template: what to say, and whether it is a warning."""
    said = request.GET.get("said", "")
    return {"said": SAID.get(said, ""), "said_tone": "amber" if said in WARNINGS else "success"}
