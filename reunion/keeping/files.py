"""The files that go with what is forgotten: bills, PDFs of cards, rosters that wait, letters of a demo.

The rows of photos take their files along by themselves. Which files there are is asked before the rows go;
they are taken away when that is certain.
"""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from reunion.events.models import Reunion
from reunion.mail import demo_folder
from reunion.payments.closing.models import Expense
from reunion.postcards.models import Printout
from reunion.roster.models import RosterUpload
from reunion.roster.uploads import path_of


def files_of(reunion: Reunion) -> list[Path]:
    proofs = Expense.objects.filter(reunion=reunion).exclude(proof="").values_list("proof", flat=True)
    found = [Path(default_storage.path(name)) for name in proofs]
    for printout in Printout.objects.filter(batch__reunion=reunion):
        found += printout.path.parent.glob(f"{printout.pk}.pdf*")
    found += [path_of(upload) for upload in _waiting(reunion)]
    found += [demo_folder.folder() / f"{number}.eml" for number in demo_folder.letters_of(reunion)]
    if reunion.is_demo:
        found.append(Path(settings.VAR_DIR) / "demo" / "statement.csv")
    return found


def take_away(files: list[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)


def _waiting(reunion: Reunion) -> QuerySet[RosterUpload]:
    return RosterUpload.objects.filter(reunion_slug=reunion.slug).exclude(kept_as="")
