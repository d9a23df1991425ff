"""Files sent with a form: kept at once, so that an error in another field doesn't lose them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sanling.domain.matters.entries import Enclosure
from sanling.domain.people.access import Viewer
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import Refused, store

FIELD = "_files"
KEPT = "_kept"
FOR_PARTY = "_for_party"
MOST = 12
VALID_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Kept:
    """A file that an earlier sending of the form brought; ``token`` brings it back."""

    name: str
    token: str


@dataclass(frozen=True)
class Uploads:
    """All files of a form, those that came before included, and what was refused.

    ``for_party`` says that the party is to see them where it reads the act; else they stay inside.
    """

    files: Sequence[StoredFile] = ()
    kept: Sequence[Kept] = ()
    errors: Sequence[str] = ()
    for_party: bool = False

    @property
    def sent(self) -> list[object]:
        """Return what tells these files from others, however often the same ones are sent."""
        return [self.for_party, *(file.sha256 for file in self.files)]

    def enclosures(self, *, evidence: bool) -> list[Enclosure]:
        """Return the files as enclosures of an act."""
        return [
            Enclosure(file=file, name=file.name, evidence=evidence, for_party=self.for_party)
            for file in self.files
        ]


def receive(request: HttpRequest, viewer: Viewer) -> Uploads:
    """Store what was sent, and find again what was sent before."""
    signer = _signer(viewer)
    files, errors = _earlier(request, signer)
    for upload in request.FILES.getlist(FIELD):
        name = upload.name or "file"
        if len(files) == MOST:
            errors.append(f"{name[:60]}: {_('At most %(most)d files at once.') % {'most': MOST}}")
            continue
        try:
            files.append(store(stream=upload, name=name, actor=viewer, city=viewer.city))
        except Refused as refused:
            errors.append(f"{name[:60]}: {refused.message}")
    kept = [Kept(file.name, signer.sign(str(file.pk))) for file in files]
    return Uploads(files=files, kept=kept, errors=errors, for_party=FOR_PARTY in request.POST)


def _earlier(request: HttpRequest, signer: signing.TimestampSigner) -> tuple[list[StoredFile], list[str]]:
    """Return the files of earlier sendings, and a word if one waited too long; forged ones are passed over."""
    wanted, sent = set[str](), 0
    for token in request.POST.getlist(KEPT)[:MOST]:
        try:
            sent += 1
            wanted.add(signer.unsign(token, max_age=VALID_SECONDS))
        except signing.SignatureExpired:
            continue
        except signing.BadSignature:
            sent -= 1
    found = list(StoredFile.objects.filter(pk__in=wanted).order_by("created_at", "pk")) if wanted else []
    lost = _("One of these files isn't kept any more. Please send it again.")
    return found, [lost] if len(found) < sent else []


def _signer(viewer: Viewer) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"desk.uploads.{viewer.key}")
