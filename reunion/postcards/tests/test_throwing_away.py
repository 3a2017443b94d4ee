import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.outreach.models import SignupLink
from reunion.postcards.models import Batch, Card, Printout
from reunion.postcards.printouts import ask_for
from reunion.postcards.throwing_away import throw_away

from .piles import batch_made_days_ago, people_at_home, posted_batch

pytestmark = pytest.mark.django_db


def test_a_batch_that_was_never_posted_goes_with_its_cards_and_is_written_down():
    reunion = cast.mamagawa()
    people_at_home(reunion, 2)
    batch = batch_made_days_ago(reunion, 3)
    throw_away(batch, actor=None)
    assert (Batch.objects.count(), Card.objects.count()) == (0, 0)
    entry = Entry.objects.filter(action="thrown_away").get()
    assert entry.sentence == "投函しなかった1回目のはがき（2枚）を捨てました"


def test_the_codes_of_the_people_stay():
    """The same code stands in letters and in LINE."""
    reunion = cast.mamagawa()
    people_at_home(reunion, 2)
    throw_away(batch_made_days_ago(reunion, 3), actor=None)
    assert SignupLink.objects.count() == 2


def test_what_was_drawn_of_it_goes_too(django_capture_on_commit_callbacks):
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    batch = batch_made_days_ago(reunion, 3)
    printout = ask_for(batch, what=Printout.What.ADDRESS, stock="official")
    printout.path.parent.mkdir(parents=True, exist_ok=True)
    printout.path.write_bytes(b"%PDF")
    with pytest.raises(Refused, match="いまPDFを作っています"):
        throw_away(batch, actor=None)
    Printout.objects.update(made_at=batch.made_at)
    with django_capture_on_commit_callbacks(execute=True):
        throw_away(batch, actor=None)
    assert not printout.path.exists()


def test_what_is_posted_or_heard_of_stays():
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    batch = posted_batch(reunion)
    with pytest.raises(Refused, match="投函した束は、捨てられません"):
        throw_away(batch, actor=None)
    Batch.objects.update(posted_on=None)
    Card.objects.update(arrived_at=batch.made_at)
    with pytest.raises(Refused, match="戻ったか届いたはがきがあるので、捨てられません"):
        throw_away(batch, actor=None)
    assert Card.objects.count() == 1


@pytest.mark.parametrize(("days", "found"), [(13, 0), (15, 1)])
def test_a_batch_lies_about_after_two_weeks(days, found):
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    batch_made_days_ago(reunion, days)
    assert reunion.postcard_batches.lying_about().count() == found


def test_a_posted_batch_lies_about_no_more():
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    posted_batch(reunion, made=batch_made_days_ago(reunion, 15))
    assert reunion.postcard_batches.lying_about().count() == 0
