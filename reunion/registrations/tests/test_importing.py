import csv
import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.mail.models import Message
from reunion.registrations.importing import import_replies
from reunion.registrations.models import Registration, State
from reunion.roster.models import Classmate, Homeroom

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"


def sample_rows(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sample_roster(reunion):
    """Classmate ids by the number of the sample yearbook."""
    rooms = {label: cast.homeroom(reunion, label) for label in "ABCDEFGHI"}
    rows = sample_rows("yearbook_truth.csv")
    classmates = Classmate.objects.bulk_create(
        Classmate(
            cohort=reunion.cohort,
            homeroom=rooms[row["class"]],
            number=int(row["no"]),
            family_name=row["family"],
            given_name=row["given"],
            family_kana=row["family_kana"],
            given_kana=row["given_kana"],
            deceased=bool(row["dead"]),
        )
        for row in rows
    )
    return {row["id"]: classmate.pk for row, classmate in zip(rows, classmates, strict=True)}


def table(*rows):
    return ("氏名,組,出欠,二次会,メール\n" + "\n".join(rows) + "\n").encode()


def test_the_sample_replies_find_their_classmates():
    reunion = cast.mamagawa()
    ids = sample_roster(reunion)
    imported = import_replies(reunion, data=(DATA / "replies.csv").read_bytes(), tell=False)
    assert (imported.registered, imported.already, imported.errors) == (120, 0, ())
    assert imported.waiting == [
        (39, "後藤 貴美子", "同じ名前の人が名簿に2人以上います"),
        (81, "後藤 貴美子", "同じ名前の人が名簿に2人以上います"),
    ]
    truth = {row["email"]: ids[row["classmate_id"]] for row in sample_rows("replies_truth.csv")}
    tied = dict(Registration.objects.answered().values_list("email", "classmate_id"))
    assert len(tied) == 118
    assert tied == {email: truth[email] for email in tied}
    # 8,000 yen for everyone who comes, 4,000 more for the after-party: summed from the file itself.
    coming = [row for row in sample_rows("replies.csv") if row["attendance"] == "出席"]
    due = {
        row["email"]: 8000 + 4000 * (row["after_party"] == "参加") for row in coming if row["email"] in tied
    }
    assert due == dict(Registration.objects.coming().with_due().values_list("email", "due"))


def test_the_same_file_again_adds_nothing():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    data = table("高田 裕子,A,出席,参加,yuko@mail.example", "別人 進,A,欠席,,")
    assert import_replies(reunion, data=data).registered == 2
    again = import_replies(reunion, data=data)
    assert (again.registered, again.already, again.waiting) == (0, 2, [])
    assert (Registration.objects.count(), Message.objects.count()) == (2, 1)


def test_rows_in_another_order_and_below_new_ones_are_known():
    reunion = cast.mamagawa()
    import_replies(reunion, data=table("高田 裕子,A,出席,,", "森 実,A,欠席,,"))
    again = import_replies(reunion, data=table("石井 進,B,出席,,", "森 実,A,欠席,,", "高田 裕子,A,出席,,"))
    assert (again.registered, again.already) == (1, 2)


def test_a_corrected_row_of_the_same_person_does_not_register_twice_nor_write_again():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    import_replies(reunion, data=table("高田 裕子,A,出席,,yuko@mail.example"))
    again = import_replies(reunion, data=table("高田 裕子,A,出席,参加,yuko@mail.example"))
    assert (again.registered, again.already) == (0, 1)
    assert Message.objects.count() == 1


def test_the_last_day_does_not_bind_the_committee():
    reunion = cast.mamagawa(deadline=timezone.localdate() - dt.timedelta(days=1))
    cast.classmate(reunion)
    import_replies(reunion, data=table("高田 裕子,A,出席,,"))
    assert Registration.objects.get().state == State.COMING


def test_without_mail_nobody_gets_a_letter():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    import_replies(reunion, data=table("高田 裕子,A,出席,,yuko@mail.example"), tell=False)
    assert Message.objects.count() == 0


def test_a_class_no_roster_knows_waits_and_keeps_its_words():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    import_replies(reunion, data=table("高田 裕子,3-K,出席,,"))
    registration = Registration.objects.get()
    assert (registration.state, registration.homeroom, registration.unknown_class) == (
        State.WAITING,
        None,
        "3-K",
    )
    assert Homeroom.objects.count() == 1


def test_a_malformed_address_is_kept_as_typed():
    reunion = cast.mamagawa()
    import_replies(reunion, data=table("高田 裕子,A,出席,,yuko＠mail"))
    assert Registration.objects.get().email == "yuko＠mail"


def test_unreadable_rows_stay_out_and_are_named():
    reunion = cast.mamagawa()
    imported = import_replies(reunion, data=table("高田 裕子,A,未定,,", "森 実,A,出席,,"))
    assert (imported.registered, [error.number for error in imported.errors]) == (1, [2])


def test_when_no_reply_is_taken_nothing_changes():
    reunion = cast.mamagawa()
    with pytest.raises(Refused):
        import_replies(reunion, data=b"%PDF-1.7")
    Reunion.objects.update(state=Reunion.State.PAST)
    with pytest.raises(Refused):
        import_replies(reunion, data=table("森 実,A,出席,,"))
    assert Registration.objects.count() == 0


def test_each_row_takes_the_same_number_of_queries(django_assert_max_num_queries):
    reunion = cast.mamagawa()
    names = [f"森{number} 実" for number in range(30)]
    for name in names:
        cast.classmate(reunion, f"{name} - -", family_kana="", given_kana="")
    data = table(*(f"{name},A,出席,,mori{n}@mail.example" for n, name in enumerate(names)))
    with django_assert_max_num_queries(30 * 28):
        import_replies(reunion, data=data)
