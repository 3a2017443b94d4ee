"""The ready-made parts of a letter, some lines each; empty when there is nothing to say.

What stands here is Japanese whatever the screen speaks, because letters are. The sum and the account are also
what an outdated letter is known by (last_look.py), so their lines are never cut.
"""

from collections.abc import Iterable

from django.utils import timezone

from reunion.events.models import BankAccount, ProgramItem, Reunion
from reunion.lib.kana import katakana
from reunion.mail.vocabulary import day

from .likeness import same_name
from .models import ChosenItem, Registration


def yen(amount: int) -> str:
    return f"{amount:,}円"


def sum_in_words(registration: Registration) -> str:
    """The line of the letter about the bank that says how much, by which an outdated letter is known."""
    return f"お振込の合計　{yen(registration.amount_due)}"


def chosen(registration: Registration) -> str:
    """What they come to, with fees for whoever owes; what they wait for, when nothing is owed."""
    rows = list(registration.chosen_items.all())
    taken = [row for row in rows if not row.waiting_since]
    lines = [f"申込番号　{registration.reference}", f"開催日　{day(registration.reunion.held_on)}"]
    if registration.amount_due:
        lines += [line for row in taken for line in _with_fee(row)] + [sum_in_words(registration)]
    else:
        lines += [f"・{row.item.name}" for row in taken]
        lines += [f"・{row.item.name}（空き待ち）" for row in rows if row.waiting_since]
    companions = "、".join(companion.name for companion in registration.companions.all())
    return _lines(*lines, companions and f"同伴の方　{companions}")


def _with_fee(row: ChosenItem) -> list[str]:
    lines = [f"{row.item.name}　{yen(row.fee)}"]
    if row.companions:
        lines.append(f"　同伴の方{row.companions}名　{yen(row.fee_of_companions)}")
    return lines


def in_line(registration: Registration) -> str:
    waiting = [f"・{row.item.name}" for row in registration.chosen_items.all() if row.waiting_since]
    if not waiting:
        return ""
    return _lines(
        *waiting, "お席が空きましたら、", "メールでお知らせします。", "それまで、会費はいりません。"
    )


def schedule(registration: Registration) -> str:
    return program([row.item for row in registration.chosen_items.all() if not row.waiting_since])


def program(items: Iterable[ProgramItem]) -> str:
    return _lines(*(line for item in items for line in _when_and_where(item)))


def _when_and_where(item: ProgramItem) -> list[str]:
    time = f"{item.starts_at:%H:%M}　" if item.starts_at else ""
    place = f"（{item.place}）" if item.place else ""
    return [f"{time}{item.name}{place}", f"　{item.note}" if item.note else ""]


def account(registration: Registration, account: BankAccount | None) -> str:
    """Only for a classmate who owes a fee, whatever the text of the letter says."""
    if account is None or registration.is_guest_of_honour or not registration.amount_due:
        return ""
    return _account_lines(account)


def names_account(body: str, account: BankAccount) -> bool:
    """Whether the letter tells exactly this account, wherever its lines were cut."""
    return "".join(_account_lines(account).split()) in "".join(body.split())


def _account_lines(account: BankAccount) -> str:
    return _lines(
        f"銀行　{account.bank}",
        f"支店　{account.branch}",
        f"種類　{account.kind}",
        f"口座番号　{account.number}",
        f"口座名義　{account.holder_kana}",
    )


def pay_by(reunion: Reunion) -> str:
    """Fees are due with the signups; who signs up later pays as soon as possible."""
    if timezone.localdate() > reunion.signup_deadline:
        return "開催日の前に、お早めにお願いします。"
    return f"{day(reunion.signup_deadline)}までにお願いします。"


def payer_example(registration: Registration) -> str:
    kana = registration.transfer_name or registration.current_kana
    payer = katakana(kana) if kana else registration.current_name
    return _lines(f"例　{registration.reference} {payer}", *_other_name(registration))


def ways_to_pay(registration: Registration) -> str:
    """At the counter, at a machine, at home; who would rather walk to the bank reads theirs first."""
    if not registration.amount_due:
        return ""
    return _lines(
        "・窓口　銀行や郵便局の用紙に、",
        "　上の口座と金額をお書きください。",
        "　「ご依頼人」に番号とお名前を書きます。",
        "・ATM　途中の「振込人名の変更」で、",
        "　お名前の前に番号をお入れください。",
        "　現金でのお振り込みは10万円までで、",
        "　カードだけのATMもあります。",
        "・ネット　「振込依頼人名」を、",
        "　番号とお名前に直してから送ります。",
    )


def _other_name(registration: Registration) -> list[str]:
    name = registration.current_family_name
    if name and not same_name(name, registration.family_name):
        return [f"在学時と違う「{name}」の名義でも、", "申込番号があれば、どなたか分かります。"]
    if registration.transfer_name:
        return []
    return ["ご家族の口座からでもかまいません。", "申込番号があれば、どなたか分かります。"]


def refund(registration: Registration) -> str:
    """What goes back to whoever had something to pay and does not come."""
    percent = registration.refund_percent
    had_to_pay = any(row.cost for row in registration.chosen_items.all())
    if percent is None or registration.is_guest_of_honour or not had_to_pay:
        return ""
    if percent == 0:
        return _lines("お返しできる期日を過ぎたため、", "会費はお返しできません。ご了承ください。")
    part = ["全額をお返しします。"]
    if percent < 100:
        part = ["本日のお取り消しでは、お支払い済みの", f"会費の{percent}％をお返しします。"]
    return _lines(*part, "お返しの仕方は、幹事からご連絡します。")


def may_answer_again(registration: Registration) -> str:
    if not registration.is_known:
        return ""
    if registration.is_guest_of_honour:
        return _lines("ご都合がお変わりになりましたら、締め切りまで、", "もう一度お返事いただけます。")
    return _lines("ご都合が変わったときは、締め切りまで、", "もう一度お返事いただけます。")


def sender(reunion: Reunion, *, promoters: str, email: str) -> str:
    """Who has sent this and whom to ask, so that a wary reader can make sure."""
    return _lines(
        "■ このメールについて",
        reunion.cohort.school.name,
        f"{reunion.cohort.graduation}の同窓会の幹事が、",
        "お返事をくださった方にお送りしています。",
        promoters and f"幹事　{promoters}",
        "ご不明なこと、ご心配なことは、",
        "こちらへお尋ねください。",
        f"メール　{email}",
        reunion.contact_phone and f"電話　{reunion.contact_phone}",
        "暗証番号などをお尋ねすることはありません。",
    )


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
