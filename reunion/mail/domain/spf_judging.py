"""Whether the domain says in SPF who may send for it, in a way that receivers accept.

Red: no record, two records (which counts as broken), a record that receivers call broken, one that lets
everybody send, one that lets nobody, or one that does not let our server through. Yellow: a record that ends
in nothing, or an address of the smart host that is not let through (a guess: mail may leave elsewhere).
The record to publish is the one that stands there, mended.
"""

from django.utils.translation import gettext as _

from .asking import Asker, CouldNotAsk
from .sender import Sender
from .spf import SpfRecord, merged, parse, records_among, rewritten
from .spf_counting import MOST_LOOKUPS, MOST_VOIDS, Cost, Fault, cost_of
from .spf_passing import result_for
from .verdict import Check, Colour, Remark, check_of, could_not_check, txt_record


def check_spf(domain: str, *, asker: Asker, sender: Sender) -> Check:
    return check_of("spf", of_spf(domain, asker=asker, sender=sender))


def of_spf(domain: str, *, asker: Asker, sender: Sender) -> list[Remark]:
    try:
        texts = records_among(asker.texts(domain))
    except CouldNotAsk as error:
        return [could_not_check(str(error))]
    if not texts:
        return [_missing(domain, sender)]
    if len(texts) > 1:
        return [_two(domain, texts)]
    record = parse(texts[0])
    return [_what_stands(record, domain), *_judged(record, domain, asker, sender)]


def _judged(record: SpfRecord, domain: str, asker: Asker, sender: Sender) -> list[Remark]:
    remarks = _of_its_own_words(record, domain, sender)
    try:
        cost = cost_of(record, domain, asker=asker)
        remarks += _of_its_cost(record, cost, domain, sender)
        if not any(remark.colour == Colour.RED for remark in remarks):
            remarks += _of_its_results(record, domain, asker, sender)
    except CouldNotAsk as error:
        remarks.append(could_not_check(str(error)))
    return remarks


def _what_stands(record: SpfRecord, domain: str) -> Remark:
    return Remark(Colour.GREEN, _("SPFのレコード「%(text)s」があります。") % {"text": record.text})


def _missing(domain: str, sender: Sender) -> Remark:
    text = " ".join(["v=spf1", *(_allowing(sender) or ["mx"]), "~all"])
    return Remark(
        Colour.RED,
        _("%(domain)s に、SPFのレコードがありません。") % {"domain": domain},
        _(
            "ドメインの管理画面で、このTXTレコードを加えます。"
            "送信サービスが include: で始まる言葉を示していれば、それも加えます。"
        ),
        txt_record(domain, text),
    )


def _two(domain: str, texts: list[str]) -> Remark:
    quoted = "".join(f"「{text}」" for text in texts)
    return Remark(
        Colour.RED,
        _("SPFのレコードが%(count)d件あります。2件以上あると、どれも無効になります（permerror）。%(texts)s")
        % {"count": len(texts), "texts": quoted},
        _("いまあるSPFのレコードをすべて消し、1件にまとめたこのレコードを公開します。"),
        txt_record(domain, merged(map(parse, texts))),
    )


def _of_its_own_words(record: SpfRecord, domain: str, sender: Sender) -> list[Remark]:
    last, remarks = record.all, []
    opens_all = (last and last.qualifier == "+") or any(
        term.network is not None and term.network.prefixlen == 0 and term.qualifier == "+"
        for term in record.mechanisms
    )
    if opens_all:
        remarks.append(_lets_everybody(record, domain, sender))
    elif not record.redirect and not any(
        term.qualifier == "+" for term in record.mechanisms if term is not last
    ):
        remarks.append(_lets_nobody(record, domain, sender))
    elif _is_open_at_the_end(record):
        remarks.append(_ends_in_nothing(record, domain))
    return remarks


def _is_open_at_the_end(record: SpfRecord) -> bool:
    return not record.redirect and (record.all is None or record.all.qualifier == "?")


def _lets_everybody(record: SpfRecord, domain: str, sender: Sender) -> Remark:
    too_wide = [term.text for term in record.mechanisms if term.network and term.network.prefixlen == 0]
    return Remark(
        Colour.RED,
        _("このSPFは、だれにでもこのドメインからの送信を許しています（+all）。"),
        _("最後の all を ~all に変え、送信サービスだけを残します。"),
        _mended(record, domain, first=_allowing(sender), without=too_wide, end="~all"),
    )


def _lets_nobody(record: SpfRecord, domain: str, sender: Sender) -> Remark:
    return Remark(
        Colour.RED,
        _("このSPFは、どのサーバーからの送信も許していません。"),
        _("送信サービスが示す include: や、送信サーバーの ip4: を加えます。"),
        _mended(record, domain, first=_allowing(sender) or ["mx"], end="~all"),
    )


def _ends_in_nothing(record: SpfRecord, domain: str) -> Remark:
    return Remark(
        Colour.YELLOW,
        _("このSPFは、ほかのサーバーから送られたメールをどうするか、何も決めていません。"),
        _("最後に ~all を置きます。"),
        _mended(record, domain, end="~all"),
    )


def _of_its_cost(record: SpfRecord, cost: Cost, domain: str, sender: Sender) -> list[Remark]:
    remarks = [_broken(record, fault, domain) for fault in cost.faults]
    if cost.lookups > MOST_LOOKUPS:
        costly = [term.text for term in record.terms if term.network is None and term.name != "all"]
        remarks.append(
            Remark(
                Colour.RED,
                _(
                    "SPFを調べるのに、問い合わせが%(count)d回いります。"
                    "%(most)d回を超えると、SPF全体が無効になります（permerror）。"
                )
                % {"count": cost.lookups, "most": MOST_LOOKUPS},
                _(
                    "使っていないサービスの include: などを消します。"
                    "次のレコードは、IPアドレスで書いたものだけを残した形です。"
                    "いまも使うサービスの include: は、足して10回以内になるように戻します。"
                ),
                _mended(record, domain, first=_allowing(sender), without=costly, end="~all"),
            )
        )
    if len(cost.voids) > MOST_VOIDS:
        remarks.append(
            Remark(
                Colour.RED,
                _(
                    "SPFの問い合わせのうち%(count)d回に、答えがありません（%(terms)s）。"
                    "%(most)d回を超えると、SPF全体が無効になります（permerror）。"
                )
                % {"count": len(cost.voids), "terms": " ".join(cost.voids), "most": MOST_VOIDS},
                _("もうない名前を指す言葉を消します。"),
                _mended(record, domain, without=cost.voids),
            )
        )
    return remarks


def _broken(record: SpfRecord, fault: Fault, domain: str) -> Remark:
    sentences = {
        "mistake": _("%(domain)s のSPFの「%(term)s」が読み取れず、SPF全体が無効になります（permerror）。"),
        "loop": _(
            "%(domain)s のSPFの「%(term)s」が自分自身に戻り、輪になっています。"
            "問い合わせが終わらず、SPF全体が無効になります（permerror）。"
        ),
        "none": _(
            "%(domain)s のSPFの「%(term)s」の先に、SPFのレコードがありません。"
            "SPF全体が無効になります（permerror）。"
        ),
        "two": _(
            "%(domain)s のSPFの「%(term)s」の先に、SPFのレコードが2件以上あります。"
            "SPF全体が無効になります（permerror）。"
        ),
        "mail-hosts": _(
            "%(domain)s のSPFの「%(term)s」が指すメールサーバーが10台を超え、"
            "SPF全体が無効になります（permerror）。"
        ),
    }
    is_ours = fault.domain == domain
    return Remark(
        Colour.RED,
        sentences[fault.kind] % {"domain": fault.domain, "term": fault.term},
        _("「%(term)s」を消すか、送信サービスが示す正しい言葉に直します。") % {"term": fault.term}
        if is_ours
        else _("%(domain)s を管理する送信サービスに知らせ、直るまでその include: を外します。")
        % {"domain": fault.domain},
        _mended(record, domain, without=[fault.term]) if is_ours else "",
    )


def _of_its_results(record: SpfRecord, domain: str, asker: Asker, sender: Sender) -> list[Remark]:
    remarks = []
    for address in sender.addresses:
        result = result_for(address, record, domain, asker=asker)
        values = {"address": address, "result": result}
        if result == "pass":
            remarks.append(Remark(Colour.GREEN, _("%(address)s からの送信を許しています（pass）。") % values))
            continue
        remarks.append(
            Remark(
                Colour.RED if sender.is_told else Colour.YELLOW,
                _("%(address)s からの送信を許していません（%(result)s）。") % values,
                _("送信サーバーのIPアドレスか、送信サービスが示す include: を加えます。"),
                _mended(
                    record, domain, first=_allowing(sender), end="~all" if _is_open_at_the_end(record) else ""
                ),
            )
        )
    return remarks


def _mended(record: SpfRecord, domain: str, **changes) -> str:
    """Empty when nothing would change."""
    text = rewritten(record, **changes)
    return "" if text.split() == record.text.split() else txt_record(domain, text)


def _allowing(sender: Sender) -> list[str]:
    """The words that let our server through."""
    if sender.addresses:
        return [f"ip{6 if ':' in address else 4}:{address}" for address in sender.addresses]
    return [f"a:{sender.host}"] if "." in sender.host else []
