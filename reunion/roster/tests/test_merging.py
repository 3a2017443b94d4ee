"""Two records that are one person become one, and nothing is left behind."""

import pytest

from reunion import cast
from reunion.events.models import Reunion
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.outreach.models import ContactLog, SignupLink
from reunion.outreach.signup_links import link_of, links_of
from reunion.postcards.models import Card
from reunion.registrations.models import Registration, State
from reunion.roster.duplicates import maybe_twice, namesakes
from reunion.roster.merging import merge, pair_version, pairs, tied, why_not
from reunion.roster.models import Classmate, Club, ContactPoint, SetApart, YearbookAddress

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def kept(reunion):
    return cast.classmate(reunion, number=12)


@pytest.fixture
def gone(reunion):
    return cast.classmate(
        reunion, "髙田 裕子 たかだ ゆうこ", room="B", current_family_name="石井", current_family_kana="いしい"
    )


def become_one(kept, gone, *, from_gone=(), seen=None):
    seen = pair_version(kept, gone) if seen is None else seen
    return merge(kept, gone=gone, from_gone=set(from_gone), seen=seen, actor=None, reunion_slug="mamagawa")


def relations():
    """Every table that points at a classmate: model and the name of its column or list."""
    return [
        (relation.related_model, relation.field.name, relation.many_to_many)
        for relation in Classmate._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and not relation.related_model._meta.auto_created
        # Its two columns keep an order of their own: test_set_apart.py.
        and relation.related_model is not SetApart
    ] + [(field.remote_field.through, "classmate", False) for field in Classmate._meta.many_to_many]


def pointing_at(person) -> dict[str, int]:
    return {
        f"{model.__name__}.{name}": model._default_manager.filter(**{name: person.pk}).count()
        for model, name, _is_list in relations()
    }


def test_whatever_points_at_a_classmate_moves():
    reunion: Reunion = cast.full_house()
    gone = Classmate.objects.get(family_name="秋山")
    kept = cast.classmate(reunion, "秋山 裕子 あきやま ゆうこ", room="B")
    for model, name, is_list in relations():
        if model._default_manager.filter(**{name: gone.pk}).exists():
            continue
        row = model._default_manager.first()
        if is_list:
            getattr(row, name).add(gone)
        else:
            model._default_manager.filter(pk=row.pk).update(**{name: gone.pk})
    before = pointing_at(gone)
    assert min(before.values()) > 0
    become_one(kept, gone, from_gone=["yearbook_address"])
    assert not Classmate.objects.filter(family_name="秋山", homeroom__label="A").exists()
    after = pointing_at(kept)
    # A brother's card that is now one's own needs no second name.
    assert {name for name in before if after[name] < before[name]} <= {"Card.joint_classmates"}


def test_each_field_comes_from_the_record_that_was_chosen(kept, gone):
    room = gone.homeroom
    merged = become_one(kept, gone, from_gone=["homeroom", "current_family_name", "current_family_kana"])
    assert not Classmate.objects.filter(pk=gone.pk).exists()
    merged.refresh_from_db()
    assert (merged.homeroom, merged.number, merged.family_name) == (room, 12, "高田")
    assert (merged.current_family_name, merged.current_family_kana) == ("石井", "いしい")


def test_what_is_missing_or_says_keep_away_is_proposed(kept, gone):
    gone.do_not_contact = True
    proposed = {pair.name: pair.is_from_gone for pair in pairs(kept, gone) if pair.differs}
    assert proposed == {
        "homeroom": False,
        "number": False,
        "family_name": False,
        "current_family_name": True,
        "current_family_kana": True,
        "do_not_contact": True,
    }


def test_contact_points_and_clubs_come_together_once(reunion, kept, gone):
    for person in (kept, gone):
        ContactPoint.objects.create(classmate=person, kind="phone", value="090-1111-2222")
    ContactPoint.objects.create(classmate=gone, kind="mail", value="yuko@mail.example")
    club = Club.objects.create(cohort=reunion.cohort, name="演劇部")
    kept.clubs.add(club)
    gone.clubs.add(club, Club.objects.create(cohort=reunion.cohort, name="卓球部"))
    become_one(kept, gone)
    assert sorted(kept.contact_points.values_list("kind", "value")) == [
        ("mail", "yuko@mail.example"),
        ("phone", "090-1111-2222"),
    ]
    assert sorted(str(club) for club in kept.clubs.all()) == ["卓球部", "演劇部"]


def test_both_codes_go_on_working_and_the_kept_ones_is_handed_out(reunion, kept, gone):
    codes = links_of(reunion, classmates=[kept, gone])
    become_one(kept, gone)
    assert [link_of(code).classmate for code in codes.values()] == [kept, kept]
    assert links_of(reunion, classmates=[kept]) == {kept.pk: codes[kept.pk]}
    assert SignupLink.objects.count() == 2


def test_the_only_code_of_the_one_that_goes_is_handed_out_from_then_on(reunion, kept, gone):
    (code,) = links_of(reunion, classmates=[gone]).values()
    become_one(kept, gone)
    assert links_of(reunion, classmates=[kept]) == {kept.pk: code}


def test_two_cards_of_one_batch_both_stay(reunion, kept, gone):
    batch = reunion.postcard_batches.create(name="第1便")
    for number, person in enumerate((kept, gone), start=1):
        Card.objects.create(
            batch=batch, number=number, classmate=person, code=f"CODE{number}", printed_address="x"
        )
    become_one(kept, gone)
    assert list(batch.cards.values_list("number", "classmate")) == [(1, kept.pk), (2, kept.pk)]


def test_a_card_that_both_shared_is_told_of_once(reunion, kept, gone):
    for person in (kept, gone):
        ContactLog.objects.create(
            reunion=reunion, classmate=person, way="postcard", result="posted", about="postcards.card:1"
        )
        ContactLog.objects.create(reunion=reunion, classmate=person, way="line", result="told")
    become_one(kept, gone)
    assert sorted(ContactLog.objects.values_list("classmate", "result")) == [
        (kept.pk, "posted"),
        (kept.pk, "told"),
        (kept.pk, "told"),
    ]


def test_two_answers_to_one_reunion_are_refused_and_nothing_is_changed(reunion, kept, gone):
    for number, person in (("1000", kept), ("1010", gone)):
        cast.guest(reunion, classmate=person, reference=number)
    sentence = (
        "「真間川高校 還暦同窓会」に、二つとも返事があります（申込番号 1000 と 1010）。"
        "使わないほうの申込を取り消してから、まとめてください。"
    )
    assert why_not(kept, gone) == sentence
    with pytest.raises(Refused) as refused:
        become_one(kept, gone)
    assert str(refused.value) == sentence
    assert Classmate.objects.count() == 2 and Entry.objects.count() == 0
    Registration.objects.filter(reference="1010").update(state=State.CANCELLED)
    assert why_not(kept, gone) == ""
    become_one(kept, gone)
    assert kept.registrations.count() == 2


def test_asking_why_not_changes_nothing(reunion, kept, gone):
    registration = cast.guest(reunion, classmate=gone)
    assert why_not(kept, gone) == ""
    registration.refresh_from_db()
    assert registration.classmate == gone


def test_what_is_tied_is_told_with_its_number(reunion, kept, gone):
    cast.guest(reunion, classmate=gone)
    links_of(reunion, classmates=[gone])
    told = {str(label): number for label, number in tied(gone)}
    assert told == {"申込": 1, "申込用の短いアドレス": 1}
    assert tied(kept) == []


def test_the_only_yearbook_address_stays_whatever_was_chosen(kept, gone):
    YearbookAddress.objects.create(classmate=gone, printed_address="市川市八幡1")
    become_one(kept, gone)
    assert YearbookAddress.objects.get().classmate == kept


def test_the_journal_of_both_is_read_at_the_one_that_is_left(kept, gone):
    Entry.objects.create(thing=f"roster.classmate:{gone.pk}", action="x", sentence="名簿に加えました")
    become_one(kept, gone)
    assert [entry.sentence for entry in Entry.objects.about(kept)] == [
        "同じ人の二つの記録を一つにまとめました（まとめた記録：3年B組 髙田 裕子（いま 石井））",
        "名簿に加えました",
    ]


def test_a_second_press_a_changed_record_and_another_year_are_refused(reunion, kept, gone):
    seen = pair_version(kept, gone)
    Classmate.objects.filter(pk=gone.pk).update(remarks="x")
    with pytest.raises(Refused, match="ほかの人が先に記録を直しました"):
        become_one(kept, gone, seen=seen)
    gone.refresh_from_db()
    become_one(kept, gone)
    gone.pk = gone.pk or 999
    with pytest.raises(Refused, match="もうまとめられています"):
        become_one(kept, gone)
    with pytest.raises(Refused, match="別の記録を選んでください"):
        become_one(kept, kept)
    stranger = cast.classmate(cast.mamagawa("another", graduated=(1984, 3)))
    with pytest.raises(Refused, match="学年が違う人"):
        become_one(kept, stranger)


def test_namesakes_by_sound_or_by_writing_may_be_one_person(reunion, kept, gone):
    cast.classmate(reunion, "池田 茂 いけだ しげる")
    assert list(maybe_twice(Classmate.objects.filter(cohort=reunion.cohort))) == [kept]
    assert (list(namesakes(kept)), list(namesakes(gone))) == ([gone], [kept])
