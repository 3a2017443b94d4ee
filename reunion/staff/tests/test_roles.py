"""Every address of the desk × every role × a member of another reunion × a stranger.

A new address without a line in the table fails. Class staff are asked for things of their own class, so that
only the role decides.
"""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.mail import demo_folder
from reunion.mail.health import of_reunion
from reunion.outreach.models import FamilyAnswer
from reunion.roster.models import Classmate
from reunion.team.models import Member, Role
from reunion.tests.test_house import all_patterns

pytestmark = pytest.mark.django_db

ORGANIZER, SECRETARIAT, TREASURER = Role.ORGANIZER, Role.SECRETARIAT, Role.TREASURER
CLASS_STAFF = Role.CLASS_STAFF
EVERYONE = set(Role)
NOT_CLASS_STAFF = {ORGANIZER, SECRETARIAT, TREASURER}
OFFICE = {ORGANIZER, SECRETARIAT}
MONEY = {ORGANIZER, TREASURER}
TABLE = {
    "staff:reunion": EVERYONE,
    "staff:home:home": EVERYONE,
    "staff:roster:list": EVERYONE,
    "staff:roster:classmate": EVERYONE,
    "staff:roster:edit": OFFICE,
    "staff:roster:history": EVERYONE,
    "staff:roster:tries": EVERYONE,
    "staff:roster:add_contact": OFFICE | {CLASS_STAFF},
    "staff:roster:edit_contact": OFFICE | {CLASS_STAFF},
    "staff:roster:remove_contact": OFFICE | {CLASS_STAFF},
    "staff:roster:mark": OFFICE,
    "staff:roster:mark_teacher": OFFICE,
    "staff:roster:checked": OFFICE,
    "staff:roster:duplicates": OFFICE,
    "staff:roster:apart": OFFICE,
    "staff:roster:set_apart": OFFICE,
    "staff:roster:take_back_apart": OFFICE,
    "staff:roster:merge_choose": OFFICE,
    "staff:roster:merge": OFFICE,
    "staff:roster:address": OFFICE,
    "staff:roster:addresses": OFFICE,
    "staff:roster:accept_addresses": OFFICE,
    "staff:roster:next_address": OFFICE,
    "staff:roster:where": OFFICE,
    "staff:roster:decide_address": OFFICE,
    "staff:roster:add": OFFICE,
    "staff:roster:import": OFFICE,
    "staff:roster:upload": OFFICE,
    "staff:roster:take_in": OFFICE,
    "staff:roster:teachers": OFFICE,
    "staff:roster:add_teacher": OFFICE,
    "staff:roster:teacher": OFFICE,
    "staff:roster:edit_teacher": OFFICE,
    "staff:exports:list": EVERYONE,
    "staff:exports:file": OFFICE,  # the table that is asked for here; each has its own roles
    "staff:registrations:list": EVERYONE,
    "staff:registrations:detail": EVERYONE,
    "staff:registrations:new": OFFICE,
    "staff:registrations:new_teacher": OFFICE,
    "staff:registrations:import": OFFICE,
    "staff:registrations:decide": OFFICE,
    "staff:registrations:tie": OFFICE,
    "staff:registrations:add": OFFICE,
    "staff:registrations:refuse": OFFICE,
    "staff:registrations:contact": OFFICE,
    "staff:registrations:vouch": OFFICE,
    "staff:registrations:letter": OFFICE,
    "staff:registrations:change": OFFICE,
    "staff:outreach:board": OFFICE | {CLASS_STAFF},
    "staff:outreach:guest": EVERYONE,
    "staff:outreach:note": OFFICE | {CLASS_STAFF},
    "staff:outreach:elsewhere": OFFICE | {CLASS_STAFF},
    "staff:outreach:take_back": OFFICE | {CLASS_STAFF},
    "staff:outreach:classes": OFFICE,
    "staff:outreach:kick_off": OFFICE,
    "staff:outreach:my_classes": OFFICE | {CLASS_STAFF},
    "staff:outreach:class": OFFICE | {CLASS_STAFF},
    "staff:outreach:person": OFFICE | {CLASS_STAFF},
    "staff:outreach:result": OFFICE | {CLASS_STAFF},
    "staff:outreach:take_back_call": OFFICE | {CLASS_STAFF},
    "staff:outreach:clubs": OFFICE | {CLASS_STAFF},
    "staff:outreach:club": OFFICE | {CLASS_STAFF},
    "staff:outreach:ask_friend": OFFICE | {CLASS_STAFF},
    "staff:outreach:unwilling": OFFICE,
    "staff:outreach:decide_unwilling": OFFICE,
    "staff:payments:lines": MONEY,
    "staff:payments:certain": MONEY,
    "staff:payments:choose": MONEY,
    "staff:payments:confirm": MONEY,
    "staff:payments:undo": MONEY,
    "staff:payments:ignore": MONEY,
    "staff:payments:unignore": MONEY,
    "staff:payments:automatic": MONEY,
    "staff:payments:take_back": MONEY,
    "staff:payments:undo_last": MONEY,
    "staff:payments:over_time": MONEY,
    "staff:payments:upload": MONEY,
    "staff:payments:columns": MONEY,
    "staff:payments:forget_columns": MONEY,
    "staff:payments:export": MONEY,
    "staff:payments:people": NOT_CLASS_STAFF,
    "staff:payments:person": MONEY,
    "staff:payments:plan_refund": MONEY,
    "staff:payments:move": MONEY,
    "staff:payments:waive": MONEY,
    "staff:payments:unwaive": MONEY,
    "staff:payments:undo_move": MONEY,
    "staff:payments:refunds": MONEY,
    "staff:payments:export_refunds": MONEY,
    "staff:payments:refund_account": MONEY,
    "staff:payments:pay_refund": MONEY,
    "staff:payments:tie_refund": MONEY,
    "staff:payments:give_up_refund": MONEY,
    "staff:payments:undo_refund": MONEY,
    "staff:payments:hand_over": MONEY,
    "staff:payments:undo_hand_over": MONEY,
    "staff:payments:cash": EVERYONE,
    "staff:payments:take_cash": EVERYONE,
    "staff:payments:undo_cash": EVERYONE,
    "staff:payments:by_hand": MONEY,
    "staff:payments:undo_by_hand": MONEY,
    "staff:payments:news": NOT_CLASS_STAFF,
    "staff:payments:correct": MONEY,
    "staff:payments:leave": MONEY,
    "staff:payments:told": NOT_CLASS_STAFF,
    "staff:payments:reminders": MONEY,
    "staff:payments:remind": MONEY,
    "staff:payments:reminder_text": MONEY,
    "staff:payments:round": MONEY,
    "staff:payments:pause_round": MONEY,
    "staff:payments:continue_round": MONEY,
    "staff:payments:stop_round": MONEY,
    "staff:payments:receipts": MONEY,
    "staff:payments:issue_receipts": MONEY,
    "staff:payments:receipts_pdf": MONEY,
    "staff:payments:issue_receipt": MONEY,
    "staff:payments:receipt": MONEY,
    "staff:payments:receipt_pdf": MONEY,
    "staff:payments:void_receipt": MONEY,
    "staff:payments:books": MONEY,
    "staff:payments:proof": MONEY,
    "staff:payments:add_noted": MONEY,
    "staff:payments:edit_noted": MONEY,
    "staff:payments:strike_noted": MONEY,
    "staff:payments:restore_noted": MONEY,
    "staff:payments:settlement": MONEY,
    "staff:payments:settlement_details": MONEY,
    "staff:payments:budget": MONEY,
    "staff:payments:hall": MONEY,
    "staff:payments:close_settlement": MONEY,
    "staff:payments:reopen_settlement": MONEY,
    "staff:payments:report_pdf": MONEY,
    "staff:payments:report_xlsx": MONEY,
    "staff:mail:list": NOT_CLASS_STAFF,
    "staff:mail:detail": NOT_CLASS_STAFF,
    "staff:mail:again": OFFICE,
    "staff:mail:by_hand": NOT_CLASS_STAFF,
    "staff:mail:inbound": OFFICE,
    "staff:mail:inbound_letter": OFFICE,
    "staff:mail:inbound_aside": OFFICE,
    "staff:mail:returned": OFFICE,
    "staff:mail:returned_again": OFFICE,
    "staff:mail:addresses": OFFICE,
    "staff:mail:lift": OFFICE,
    "staff:mail:confirm_dead": OFFICE,
    "staff:mail:domain": OFFICE,
    "staff:mail:of_receiver": OFFICE,
    "staff:mail:check_domain": OFFICE,
    "staff:mail:wordings": OFFICE,
    "staff:mail:texts": OFFICE,
    "staff:mail:wording": OFFICE,
    "staff:mail:wording_preview": OFFICE,
    "staff:mail:wording_restore": OFFICE,
    "staff:mail:businesses": OFFICE,
    "staff:mail:add_business": OFFICE,
    "staff:mail:write_to_venue": OFFICE,
    "staff:mail:business_letter": OFFICE,
    "staff:mail:business_letter_pdf": OFFICE,
    "staff:mail:business": OFFICE,
    "staff:mail:edit_business": OFFICE,
    "staff:mail:write_to_business": OFFICE,
    "staff:mail:folder": NOT_CLASS_STAFF,
    "staff:mail:folder_letter": NOT_CLASS_STAFF,
    "staff:notices:list": OFFICE,
    "staff:notices:new": OFFICE,
    "staff:notices:announcement": OFFICE,
    "staff:notices:plan_change": OFFICE,
    "staff:notices:settle_plan_change": OFFICE,
    "staff:notices:edit": OFFICE,
    "staff:notices:left_out": OFFICE,
    "staff:notices:readers": OFFICE,
    "staff:notices:letters": OFFICE,
    "staff:notices:try": OFFICE,
    "staff:notices:send": OFFICE,
    "staff:notices:pause": OFFICE,
    "staff:notices:continue": OFFICE,
    "staff:notices:stop": OFFICE,
    "staff:notices:discard": OFFICE,
    "staff:postcards:left_out": OFFICE,
    "staff:postcards:returned": OFFICE | {CLASS_STAFF},
    "staff:postcards:take_back_returned": OFFICE | {CLASS_STAFF},
    "staff:postcards:posted": OFFICE,
    "staff:postcards:unposted": OFFICE,
    "staff:postcards:throw_away": OFFICE,
    "staff:postcards:list": OFFICE,
    "staff:postcards:answers": OFFICE,
    "staff:postcards:brought": OFFICE,
    "staff:postcards:brought_cards": OFFICE,
    "staff:postcards:decide_answer": OFFICE,
    "staff:postcards:reopen_answer": OFFICE,
    "staff:postcards:make": OFFICE,
    "staff:postcards:batch": OFFICE,
    "staff:postcards:download": OFFICE,
    "staff:postcards:stationery": OFFICE,
    "staff:postcards:preview": OFFICE,
    "staff:postcards:test_page": OFFICE,
    "staff:postcards:print": OFFICE,
    "staff:postcards:printed": OFFICE,
    "staff:postcards:printout": OFFICE,
    "staff:postcards:printout_file": OFFICE,
    "staff:events:overview": NOT_CLASS_STAFF,
    "staff:events:reunion": OFFICE,
    "staff:events:item": OFFICE,
    "staff:events:venues": NOT_CLASS_STAFF,
    "staff:events:add_venue": OFFICE,
    "staff:events:venue": OFFICE,
    "staff:events:hold_venue": OFFICE,
    "staff:events:book_venue": OFFICE,
    "staff:events:cancel_venue": OFFICE,
    "staff:events:milestones": NOT_CLASS_STAFF,
    "staff:events:add_milestone": OFFICE,
    "staff:events:move_milestones": OFFICE,
    "staff:events:milestone": OFFICE,
    "staff:events:milestone_done": OFFICE,
    "staff:events:remove_milestone": OFFICE,
    "staff:events:account": MONEY,
    "staff:events:confirm_account": {ORGANIZER},
    "staff:events:discard_account": MONEY,
    "staff:events:add_item": OFFICE,
    "staff:events:remove_item": OFFICE,
    "staff:events:refunds": OFFICE,
    "staff:events:line_groups": OFFICE | {CLASS_STAFF},
    "staff:events:photos": OFFICE,
    "staff:events:photo": OFFICE,
    "staff:events:move_photo": OFFICE,
    "staff:events:remove_photo": OFFICE,
    "staff:events:picture": NOT_CLASS_STAFF,
    "staff:keeping:overview": {ORGANIZER},
    "staff:keeping:forget": {ORGANIZER},
    "staff:keeping:next": {ORGANIZER},
    "staff:team:own": EVERYONE,
    "staff:team:own_calendar": EVERYONE,
    "staff:team:list": OFFICE,
    "staff:team:invite": {ORGANIZER},
    "staff:team:invitations": {ORGANIZER},
    "staff:team:invitation": {ORGANIZER},
    "staff:team:invite_again": {ORGANIZER},
    "staff:team:withdraw": {ORGANIZER},
    "staff:team:edit": {ORGANIZER},
    "staff:team:lost_phone": {ORGANIZER},
    "staff:team:remove": {ORGANIZER},
}
OF_NO_REUNION = {"staff:reunions", "staff:demo:sign_in"}


def desk_addresses():
    return {name: pattern for name, pattern in all_patterns() if name.startswith("staff:")}


def test_the_table_names_every_address_of_the_desk():
    assert set(desk_addresses()) - OF_NO_REUNION == set(TABLE)


@pytest.fixture
def house():
    """A demo, so that the page of its folder of mail is there too, with its one letter."""
    reunion = cast.full_house()
    reunion.is_demo = True
    reunion.save()
    letter = demo_folder.folder() / f"{reunion.letters.get().pk}.eml"
    letter.parent.mkdir(parents=True, exist_ok=True)
    letter.write_text("Subject: x\nDate: Tue, 24 Nov 2026 12:00:00 +0900\n\nx")
    return reunion


def arguments(reunion, name) -> dict:
    """Something of this reunion for every part of an address."""
    first = reunion.registrations.order_by("pk").first()
    shown = first.classmate
    line = reunion.statement_lines.get()
    known = {
        "slug": reunion.slug,
        "batch_id": reunion.postcard_batches.get().pk,
        "file_format": "csv",
        "mark": "deceased",
        "table": "roster",
        "answer_id": FamilyAnswer.objects.filter(link__reunion=reunion).first().pk,
        "outcome": "nothing",
        "what": "posted",
        "printout_id": reunion.postcard_batches.get().printouts.get().pk,
        "change_id": reunion.account_changes.get().pk,
        "step": "cancel",
        "size": "small",
        "photo_id": reunion.photos.get().pk,
        "item_id": reunion.program_items.first().pk,
        "booking_id": reunion.venue_bookings.get().pk,
        "milestone_id": reunion.milestones.first().pk,
        "invitation_id": reunion.invitations.get().pk,
        "member_id": Member.objects.filter(reunion=reunion).first().pk,
        "classmate_id": shown.pk,
        "point_id": shown.contact_points.get().pk,
        "homeroom_id": shown.homeroom_id,
        "club_id": shown.clubs.get().pk,
        "upload_id": reunion.cohort.uploads.get(reunion_slug=reunion.slug).pk,
        "pair_id": shown.set_apart_after.get().pk,
        "other_id": Classmate.objects.filter(cohort=reunion.cohort).exclude(pk=shown.pk).first().pk,
        "teacher_id": reunion.registrations.get(teacher__isnull=False).teacher_id,
        "registration_id": first.pk,
        "message_id": reunion.letters.order_by("pk").first().pk,
        "health_id": of_reunion(reunion).first().pk,
        "letter_id": reunion.inbound_letters.order_by("pk").first().pk,
        "letter_name": "bank_info",
        "business_id": reunion.businesses.get().pk,
        "business_letter_id": reunion.business_letters.get().pk,
        "announcement_id": reunion.announcements.get().pk,
        "line_id": line.pk,
        "columns_id": reunion.remembered_columns.get().pk,
        "receipt_id": reunion.receipts.get().pk,
        "kind": "expense",
        "row_id": reunion.expenses.get().pk,
        "log_id": reunion.contact_log.order_by("pk").first().pk,
        "reason": "answered",
        "card_id": reunion.postcard_batches.get().cards.first().pk,
        "refund_id": first.refunds.get().pk,
        "move_id": first.moves_out.get().pk,
        "round_id": reunion.reminder_rounds.get().pk,
        "payment_id": first.hand_booked_payments.get().pk,
    }
    wanted = desk_addresses()[name].pattern.converters
    return {"slug": reunion.slug} | {part: known[part] for part in wanted}


@pytest.mark.parametrize("name", TABLE)
def test_who_may_open_what(client, house, name):
    address = reverse(name, kwargs=arguments(house, name))
    for role in Role:
        client.force_login(cast.member(house, role, rooms="A"))
        status = client.get(address).status_code
        assert status in ({200, 302, 405} if role in TABLE[name] else {403}), (role, status)


@pytest.mark.parametrize("name", TABLE)
def test_to_everybody_else_it_does_not_exist_or_is_closed(client, house, name):
    address = reverse(name, kwargs=arguments(house, name))
    assert client.get(address).url.startswith("/accounts/login/")
    client.force_login(cast.member(cast.mamagawa("another")))
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_the_owner_of_the_installation_is_an_organizer_everywhere(client, house):
    owner = cast.member(cast.mamagawa("another"))
    owner.is_superuser = True
    owner.save()
    client.force_login(owner)
    assert client.get(reverse("staff:team:invite", args=[house.slug])).status_code == 200
