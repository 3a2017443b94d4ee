"""Once nobody asks any more to leave a classmate alone, the letters that waited for it take their turn again.

They are asked the last question anew, so that one that waits for something else stays. Letters of one reunion
only: what was said there was decided there.
"""

from reunion.events.models import Reunion
from reunion.mail.holding import release
from reunion.mail.models import Message, about
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate


def let_go(classmate: Classmate, *, reunion: Reunion, because: str) -> None:
    theirs = [about(classmate), *(about(row) for row in Registration.objects.filter(classmate=classmate))]
    release(Message.objects.filter(reunion=reunion, about__in=theirs), because=because)
