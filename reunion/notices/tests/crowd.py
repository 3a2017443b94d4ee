"""More guests than any reunion has."""

from reunion import cast
from reunion.events.models import Reunion
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate


def many_guests(reunion: Reunion, count: int) -> None:
    room = cast.homeroom(reunion)
    people = Classmate.objects.bulk_create(
        [
            Classmate(
                cohort=reunion.cohort,
                homeroom=room,
                number=number % 30000,
                family_name=f"高田{reunion.pk}の{number}",
            )
            for number in range(count)
        ],
        batch_size=1000,
    )
    Registration.objects.bulk_create(
        [
            Registration(
                reunion=reunion,
                reference=str(100_000 + number),
                state="coming",
                attending=True,
                family_name=person.family_name,
                classmate=person,
                email=f"guest{number}@docomo.ne.jp",
                note="長いひとことです。" * 20,
            )
            for number, person in enumerate(people)
        ],
        batch_size=1000,
    )
