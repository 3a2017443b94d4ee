"""Teachers as a table to take out, and a class list that shows nobody's address.

The list is for those who look after a class: who was in it, by which name and number, and what became of the
call. It is of the living; whoever wants no contact stands in it with that word, so that nobody calls.
"""

from collections.abc import Iterator

from reunion.lib.tables import TableResource

from .models import ClassmateQuerySet, Cohort, Teacher


class TeacherTable(TableResource):
    columns = {
        "名字": "family_name",
        "名前": "given_name",
        "名字（かな）": "family_kana",
        "名前（かな）": "given_kana",
        "敬称": "honorific",
        "担任のクラス": "homeroom",
        "郵便番号": "postal_code",
        "住所": "address",
        "物故": "deceased",
        "連絡を控える": "do_not_contact",
    }


class ClassListTable(TableResource):
    """`standing` is put on the rows by whoever knows how far we are with each."""

    columns = {
        "クラス": "homeroom",
        "番号": "number",
        "名字": "family_name",
        "名前": "given_name",
        "名字（かな）": "family_kana",
        "名前（かな）": "given_kana",
        "いまの名字": "current_family_name",
        "いま": "standing",
        "連絡を控える": "do_not_contact",
    }


def teacher_rows(cohort: Cohort) -> Iterator[list]:
    teachers = Teacher.objects.filter(cohort=cohort).select_related("homeroom")
    return TeacherTable().rows(teachers.order_by("family_kana", "given_kana", "id"))


def class_list_rows(people: ClassmateQuerySet) -> Iterator[list]:
    return ClassListTable().rows(people.living().select_related("homeroom").in_roster_order())
