"""What is erased of the event and of the committee.

Photos, invitations to LINE groups, who at the venue to ask for, and how to reach the committee go; so does
what members said about themselves for the public page. The reunion itself, its program, its places and its
milestones stay, and its members can still sign in: somebody has to read the report and begin the next one.
The journal still says who did what when, but not with whom.
"""

from django.utils.translation import gettext_lazy as _

from reunion.events.models import LineGroup, Photo, Reunion, VenueBooking
from reunion.journal.models import Entry
from reunion.team.models import CalendarAddress, Invitation, Member

from .parts import Part, emptied, gone

MASKED = "（個人情報を消したときに伏せました）"
FORGOTTEN, BEGUN = "forgotten", "next reunion"


def committee(reunion: Reunion) -> list[Part]:
    own = {"reunion": reunion}
    bookings = VenueBooking.objects.filter(**own)
    written = Entry.objects.filter(reunion_slug=reunion.slug).exclude(action__in=[FORGOTTEN, BEGUN])
    return [
        gone(_("写真"), Photo.objects.filter(**own)),
        gone(_("LINEグループの招待"), LineGroup.objects.filter(**own)),
        gone(_("幹事の予定表のアドレス"), CalendarAddress.objects.filter(member__reunion=reunion)),
        gone(_("幹事への招待"), Invitation.objects.filter(**own)),
        emptied(_("会場の担当の方と覚え書き"), bookings, contact_person="", contact_phone="", note=""),
        emptied(
            _("会の連絡先とごあいさつ"),
            Reunion.objects.filter(pk=reunion.pk),
            contact_email="",
            contact_phone="",
            greeting="",
        ),
        emptied(
            _("案内ページに載せた幹事の名字"),
            Member.objects.filter(**own),
            surname="",
            own_homeroom=None,
            shown_since=None,
        ),
        emptied(_("記録の内容（いつ・だれがしたかは残ります）"), written, sentence=MASKED),
    ]
