"""A small house with something in every room, so that each page has more to show than its empty state."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from reunion import cast
from reunion.accounts.models import User
from reunion.events.line_groups import set_groups
from reunion.events.models import PlanChange, ProgramItem, Reunion, Venue, VenueBooking
from reunion.events.photos import add_photo
from reunion.events.refunds import set_steps
from reunion.events.venues import hold
from reunion.mail import business_letters, returned
from reunion.mail.delivery import sweep
from reunion.mail.health import propose
from reunion.mail.inbound import receive
from reunion.mail.models import Business, Message, about
from reunion.mail.rewording import reword
from reunion.mail.tests.bounces.shapes import Refused, postfix
from reunion.mail.wording import Words
from reunion.notices.addressees import reach
from reunion.notices.drafting import Draft, write_down
from reunion.notices.sending import send
from reunion.notices.writing import write
from reunion.outreach.called import note_call
from reunion.outreach.models import FamilyAnswer
from reunion.outreach.signup_links import link_of
from reunion.payments.closing.budget import plan, set_hall_price
from reunion.payments.closing.models import CashMove, Expense, OtherIncome
from reunion.payments.closing.noting import note, strike
from reunion.payments.closing.receipts import issue, reissue
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.reminder_rounds import Pressed, remind
from reunion.payments.reminding import preview
from reunion.payments.statements import take_in
from reunion.payments.tests.bank_files import yucho
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch, Printout
from reunion.postcards.posting import post
from reunion.registrations.links import token
from reunion.registrations.models import Registration, State
from reunion.registrations.signing_up import Reply, register, register_teacher
from reunion.roster import import_room
from reunion.roster.contact_points import add_contact
from reunion.roster.models import Classmate, Club, YearbookAddress
from reunion.roster.set_apart import set_apart
from reunion.roster.uploads import keep
from reunion.team.calendar_addresses import draw
from reunion.team.inviting import invite
from reunion.team.models import Role

COMING = (
    ("高田 裕子 たかだ ゆうこ", "A"),
    ("石井 浩 いしい ひろし", "A"),
    ("武者小路 さゆり むしゃのこうじ さゆり", "B"),
    ("鈴木 恵子 すずき けいこ", "B"),
)
NOT_HEARD_OF = (
    ("加藤 明 かとう あきら", "A", "千葉県市川市市川1-1-1"),
    ("佐々木 久美 ささき くみ", "B", "千葉県船橋市本町2丁目3番4号 コーポ本町201"),
)


@dataclass(frozen=True)
class House:
    reunion: Reunion  # a demo, so that its sign-in page and the folder of its letters exist
    closed: Reunion
    organizer: User
    class_staff: User  # of class B
    guest: Registration  # has not paid yet, and a line of the statement surely pays for this one

    @property
    def page(self) -> str:
        return f"/{self.reunion.slug}/"

    @property
    def desk(self) -> str:
        return f"/staff/{self.reunion.slug}/"

    @property
    def personal_page(self) -> str:
        return f"{self.page}my/{token(self.guest)}/"


def furnish() -> House:
    reunion = cast.mamagawa()
    reunion.is_demo = True
    reunion.greeting = "卒業から四十年あまりがたちました。\nどうぞお気軽にお出かけください。"
    reunion.contact_email = "kanji@mamagawa.example"
    reunion.contact_phone = "047-000-0000（安藤、19時から21時）"
    reunion.save()
    book_a_venue(reunion)
    organizer = cast.member(reunion, Role.ORGANIZER, name="安藤")
    cast.member(reunion, Role.TREASURER, name="鈴木")
    class_staff = cast.member(reunion, Role.CLASS_STAFF, name="宮本", rooms="B")
    invite(reunion, role=Role.SECRETARIAT, name="森", actor=organizer)
    guests = [
        cast.guest(reunion, names, room=room, items=("main", "after_party"), show_surname=True)
        for names, room in COMING
    ]
    for names, room, address in NOT_HEARD_OF:
        person = cast.classmate(reunion, names, room=room)
        YearbookAddress.objects.create(classmate=person, printed_address=address, grade="certain")
    # Several readings, so that there is one to choose; nobody else has this old code.
    two_readings = {
        "printed_code": "030",
        "printed_address": "青森県青森市大字浪館字前田100",
        "grade": "unclear",
    }
    YearbookAddress.objects.create(classmate=guests[1].classmate, **two_readings)
    sign_up_strangers(reunion)
    set_out_photos_and_groups(reunion, organizer)
    invite_a_teacher(reunion, organizer)
    take_in_a_statement(reunion, guests)
    keep_the_books(reunion, guests[3], organizer)
    ask_for_fees(reunion, guests[2], organizer)
    batch = make_batch(reunion, actor=organizer)
    Printout.objects.create(batch=batch, what="address", stock="official", total=batch.cards.count())
    hear_from_a_family(make_batch(reunion, actor=organizer), organizer)
    # Written down twice, perhaps.
    cast.classmate(reunion, NOT_HEARD_OF[0][0], room="C", number=40)
    ask_around(reunion, guests[1].classmate, organizer)
    choose_a_file(reunion, organizer)
    join_a_club(reunion, guests[0])
    set_apart(guests[0].classmate, other=guests[1].classmate, actor=organizer)
    write_to_the_organizers(reunion, guests[0])
    reword_a_letter(reunion, organizer)
    sweep()
    have_mail_returned(guests[1:4])
    announce(reunion, organizer)
    see_what_is_due(reunion, organizer)
    closed = cast.mamagawa("closed", graduated=(1984, 3), name="三中 同窓会")
    Reunion.objects.filter(pk=closed.pk).update(state=Reunion.State.CLOSED)
    cast.mamagawa("third", graduated=(1985, 3), name="第三回 真間川高校 同窓会")
    return House(
        reunion=reunion, closed=closed, organizer=organizer, class_staff=class_staff, guest=guests[0]
    )


def ask_around(reunion: Reunion, person: Classmate, organizer: User) -> None:
    """A way to somebody, and a try."""
    heard = {"kind": "phone", "value": "090-1234-5678", "told_by": "妹さん"}
    add_contact(person, values=heard, actor=organizer)
    note_call(person, reunion=reunion, press="told", actor=organizer)


def join_a_club(reunion: Reunion, guest: Registration) -> None:
    """With somebody of whom nobody has heard."""
    club = Club.objects.create(cohort=reunion.cohort, name="演劇部")
    club.classmates.add(guest.classmate, Classmate.objects.get(family_name="加藤", homeroom__label="A"))


def choose_a_file(reunion: Reunion, organizer: User) -> None:
    file = "組,番号,氏名,住所\nA,41,森田 茂,千葉県市川市八幡1\nA,,西 薫,\n,,,\nA,42,欠番,\n".encode()
    details = {"data": file, "file_name": "名簿の続き.csv", "reunion_slug": reunion.slug}
    import_room.read(keep(reunion.cohort, actor=organizer, **details).pk)


def hear_from_a_family(batch: Batch, organizer: User) -> None:
    post(batch, on=timezone.localdate(), actor=organizer)
    link = link_of(batch.cards.order_by("number").first().code)
    FamilyAnswer.objects.create(link=link, what=FamilyAnswer.What.TOLD, note="息子に伝えました。")


def book_a_venue(reunion: Reunion) -> None:
    hotel = Venue.objects.create(
        name="ホテル市川ベイ",
        address="千葉県市川市市川1-0-0",
        access="JR市川駅 南口 徒歩2分",
        map_url="https://www.openstreetmap.org/",
    )
    VenueBooking.objects.create(
        reunion=reunion, venue=hotel, room="3階 葛飾の間", state=VenueBooking.State.BOOKED, standing=100
    )


def see_what_is_due(reunion: Reunion, organizer: User) -> None:
    """A hold that ends soon, a step that is overdue, another date that guests were told, letters."""
    soon = timezone.localdate() + dt.timedelta(days=5)
    hall = Venue.objects.create(name="市民会館", phone="047-000-0002")
    terms = {"room": "大広間", "seated": 80, "standing": 120, "price_seated": 7000, "contact_person": "佐藤"}
    offer = VenueBooking.objects.create(reunion=reunion, venue=hall, **terms)
    hold(offer, until=soon, actor=organizer)
    late = timezone.localdate() - dt.timedelta(days=1)
    reunion.milestones.filter(step="kick_off").update(due_on=late)
    PlanChange.objects.create(reunion=reunion, was_held_on=reunion.held_on - dt.timedelta(days=7))
    details = {"name": "市民会館", "department": "貸室係", "person": "佐藤", "email": "room@hall.example"}
    business = Business.objects.create(reunion=reunion, venue=hall, **details)
    start = business_letters.start_of(
        business, purpose="quote", formal=True, values={"見込み": "72名から120名"}
    )
    letter = {"purpose": "quote", "submission": uuid.uuid4(), "writer": organizer}
    business_letters.keep(business, words=start, by_mail=False, **letter)
    Business.objects.create(reunion=reunion, name="町の写真館")
    draw(organizer.memberships.get(reunion=reunion))


def sign_up_strangers(reunion: Reunion) -> None:
    """Nobody in the roster is called so: they wait for a person. One has an address of a carrier."""
    names = (("村上", "誠", "むらかみ", "まこと"), ("西田", "幸", "にしだ", "さち"))
    addresses = ("makoto@docomo.ne.jp", "sachi@example.jp")
    for (family_name, given_name, family_kana, given_kana), address in zip(names, addresses, strict=True):
        reply = Reply(
            attending=True,
            family_name=family_name,
            given_name=given_name,
            family_kana=family_kana,
            given_kana=given_kana,
            email=address,
            note="楽しみにしています。",
            items=tuple(reunion.program_items.filter(kind="main")),
        )
        assert register(reunion, reply=reply).state == State.WAITING


def set_out_photos_and_groups(reunion: Reunion, organizer: User) -> None:
    """Two photos, so that each has a neighbour; a group of the year; two steps of refunding."""
    for caption in ("夕暮れの校舎", "体育館"):
        add_photo(reunion, file=cast.picture(), caption=caption, actor=organizer)
    line = "https://line.me/ti/g/otameshi"
    set_groups(reunion, invitations={None: line}, of_the_staff=f"{line}-staff", actor=organizer)
    steps = [(reunion.signup_deadline, 100), (reunion.held_on, 50)]
    set_steps(reunion, steps=steps, actor=organizer)
    ProgramItem.objects.filter(reunion=reunion, kind="after_party").update(places=60)


def invite_a_teacher(reunion: Reunion, organizer: User) -> None:
    reply = Reply(attending=True, family_name="原田", show_surname=True, channel=Registration.Channel.PAPER)
    register_teacher(reunion, teacher=cast.teacher(reunion), reply=reply, actor=organizer)


def reword_a_letter(reunion: Reunion, organizer: User) -> None:
    words = Words("専用ページのご案内", "｛お名前｝さん\n\n｛専用ページ｝")
    reword(reunion, name="link", words=words, seen="", actor=organizer)


def write_to_the_organizers(reunion: Reunion, guest: Registration) -> None:
    """A question from the page, and a wish from a guest's own page."""
    question = {"kind": "question", "name": "森 薫", "contact": "kaoru@docomo.ne.jp"}
    wish = {"kind": "change", "name": guest.school_name, "contact": "090-1234-5678", "about": guest}
    for letter in (question, wish):
        receive(reunion, text="駐車場はありますか。\n足が悪いので。", submission=uuid.uuid4(), **letter)


def announce(reunion: Reunion, organizer: User) -> None:
    """A draft that cannot reach everybody; another that is on its way, and was refused once."""
    text = "会場が決まりました。\n\n■ 会場\n｛会場｝\n\n■ 専用ページ\n｛専用ページ｝"
    for audience in ("coming", "all"):
        draft = Draft("会場のお知らせ", text, audience)
        made = write_down(reunion, draft=draft, submission=uuid.uuid4(), author=organizer)
        if audience == "coming":
            sent = send(made, people=reach(made).people, actor=organizer)
            write(sent.pk)
            refused = Message.objects.filter(batch=sent.batch).first()
            Message.objects.filter(pk=refused.pk).update(state="refused", outcome="宛先がありません。")


def have_mail_returned(guests: list[Registration]) -> None:
    """Of addresses of before: one is gone, about a full mailbox somebody should decide, one is our fault."""
    said = (
        ("550 5.1.1 User unknown", "RCPT TO"),
        ("552 5.2.2 mailbox full", "RCPT TO"),
        ("554 5.7.1 rejected due to DMARC policy", "end of DATA"),
    )
    for guest, (words, step) in zip(guests, said, strict=True):
        letter = Message.objects.create(
            reunion=guest.reunion,
            key=f"returned:{guest.pk}",
            kind="received",
            about=about(guest),
            message_id=f"<returned-{guest.pk}@reunion.example>",
            recipient=f"before-{guest.email}",
            recipient_name=guest.school_name,
            subject="お申し込みを受け付けました",
            body="ありがとうございます。",
            state="sent",
            sent_at=timezone.now(),
        )
        refused = Refused(words, step=step, to=letter.recipient, message_id=letter.message_id)
        bounce = returned.take_in(postfix(refused), source="mailbox").bounce
        if bounce.outcome == "mailbox":
            propose(letter.recipient, reason=bounce.reason, bounce=bounce)


def take_in_a_statement(reunion: Reunion, guests: list[Registration]) -> None:
    """Two certain lines, one with the sum of somebody else, one stranger, one withdrawal."""
    day = f"{timezone.localdate():%Y%m%d}"
    first, second, third, _fourth = guests
    file = yucho(
        (day, 1, 12000, f"{first.reference}　タカダ　ユウコ"),
        (day, 2, 12000, f"{second.reference}　イシイ　ヒロシ"),
        (day, 3, 8000, "ムシヤノコウジ　タケシ"),
        (day, 4, 25000, "カ）ヤマトシヨウジ"),
        (day, 5, -660, "リヨウキン"),
    )
    assert third.family_kana == "むしゃのこうじ"
    take_in(reunion, data=file, file_name="meisai.csv", actor=None)
    bring_up_to_date(reunion)


def keep_the_books(reunion: Reunion, guest: Registration, organizer: User) -> None:
    """A receipt and the one in its place; a bill with its photo, one struck out; the rest once each."""
    day = timezone.localdate()
    book_by_hand(guest, amount=12000, received_on=day, taken_by="鈴木", actor=organizer)
    first = issue(guest, actor=organizer)
    reissue(first, addressee="株式会社 真間川 御中", proviso="懇親会費として", actor=organizer)
    bill = {"reunion": reunion, "paid_on": day, "category": Expense.Category.VENUE}
    deposit = Expense(what="会場の手付金", amount=50000, paid_from="advance", advanced_by="安藤", **bill)
    note(deposit, proof=cast.picture(), actor=organizer)
    strike(note(Expense(what="花", amount=3000, paid_from="cash", **bill), actor=organizer), actor=organizer)
    gift = {"kind": OtherIncome.Kind.DONATION, "what": "原田先生のご祝儀", "put_into": "cash"}
    note(OtherIncome(reunion=reunion, received_on=day, amount=10000, **gift), actor=organizer)
    note(CashMove(reunion=reunion, moved_on=day, moved_to="account", amount=5000), actor=organizer)
    plan(reunion, yen_by_head={"fees": 500000, "expense_venue": 400000}, actor=organizer)
    hall = reunion.venue_bookings.get(state=VenueBooking.State.BOOKED)
    hall.price_seated, hall.guaranteed_heads = 6500, 80
    set_hall_price(hall, expected_heads=None, actor=organizer)


def ask_for_fees(reunion: Reunion, guest: Registration, organizer: User) -> None:
    """One has paid too much, and the one who owes was reminded."""
    day = timezone.localdate()
    book_by_hand(guest, amount=15000, received_on=day, taken_by="宮本", actor=organizer)
    owing = cast.guest(reunion, "森 薫 もり かおる", room="A")
    shown = preview(reunion)
    assert [asked.pk for asked in shown.asked] == [owing.pk]
    remind(reunion, pressed=Pressed(1, shown.people, shown.amount), actor=organizer)
