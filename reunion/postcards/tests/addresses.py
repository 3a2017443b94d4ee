"""Where the people of the tests lived."""

from reunion.roster.models import Classmate, YearbookAddress

CERTAIN = {
    "grade": "certain",
    "postal_code": "2720021",
    "prefecture": "千葉県",
    "municipality": "市川市",
    "town": "八幡",
    "rest": "3-4-5 コーポ桜202",
    "care_of": "馬場",
}


def lives_at(classmate: Classmate, address: str = "千葉県市川市八幡3-4-5", **changes) -> YearbookAddress:
    return YearbookAddress.objects.create(
        classmate=classmate, printed_code="272", printed_address=address, **(CERTAIN | changes)
    )
