"""Pictures of a form that is not sent yet: stored at once, and claimed again by a signed token of that form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.entries import Enclosure
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import Refused, store

SALT = "portal.picture"
TOO_LONG = gettext_lazy("The text is far too long to be sent. Please go back and shorten it.")
TOO_MANY = gettext_lazy("There are too many files. Please go back and choose fewer.")
# For so long a draft that lies on a phone without network (report.ts) shows its pictures; their files stay a day longer
# (processes/uploads.py).
SHOWN_SECONDS = 7 * 86_400


@dataclass(frozen=True)
class Picture:
    """A stored picture, by the token under which its form carries it."""

    token: str
    file_id: str
    name: str

    @classmethod
    def sign(cls, *, file_id: str, name: str, draft: str) -> "Picture":
        """Give a stored file to a draft."""
        token = signing.dumps({"draft": draft, "file": file_id, "name": name}, salt=SALT, compress=True)
        return cls(token=token, file_id=file_id, name=name)

    def moved(self, draft: str) -> "Picture":
        """Return the same picture in another draft."""
        return Picture.sign(file_id=self.file_id, name=self.name, draft=draft)


class FewPicturesHandler(TemporaryFileUploadHandler):
    """Take no more files, and none larger, than a form may carry; what is too much never reaches the disk."""

    def __init__(self, request: HttpRequest, *, most: int) -> None:
        """Begin with nothing taken."""
        super().__init__(request)
        self.most = most
        self.taken = 0
        self.left_out = 0
        self.too_large: list[str] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, unless there are enough."""
        self.taken += 1
        if self.taken > self.most:
            self.left_out += 1
            raise SkipFile
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece of a file, unless it has grown too large."""
        if start + len(raw_data) > settings.FILES_MAX_BYTES:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        """Hand over a whole file, and let go of it: skipping the next one must not close this one."""
        whole = super().file_complete(file_size)
        del self.file
        return whole


def take_few(request: HttpRequest, *, most: int) -> FewPicturesHandler:
    """Limit what a request may upload; call it before anything reads the request's body."""
    handler = FewPicturesHandler(request, most=most)
    request.upload_handlers = [handler]
    return handler


def claim(tokens: Sequence[str], *, draft: str) -> tuple[Picture, ...]:
    """Return the pictures of a draft, whether or not they are kept still; tokens of others are passed over."""
    found: dict[str, Picture] = {}
    for token in tokens[:24]:
        content = _content(token)
        if content and content["draft"] == draft:
            found[content["file"]] = Picture(token=token, file_id=content["file"], name=content["name"])
    return tuple(found.values())


def stored_file(token: str) -> StoredFile | None:
    """Return the file of a token, or ``None`` when the token is not ours or too old."""
    content = _content(token, max_age=SHOWN_SECONDS)
    return StoredFile.objects.filter(pk=content["file"]).first() if content else None


def _content(token: str, *, max_age: int | None = None) -> dict[str, str] | None:
    try:
        content: dict[str, str] = signing.loads(token, salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    return content


def keep(
    files: "Iterable[UploadedFile[Any]]",
    handler: FewPicturesHandler,
    *,
    earlier: Sequence[Picture],
    draft: str,
    city: str,
) -> tuple[list[Picture], list[str]]:
    """Store what was uploaded with a form; return all pictures of its draft, earlier ones first, and what went wrong.

    One of before that waited too long, so that its file is forgotten, is told and never left out silently.
    """
    kept, errors = _still_kept(earlier)
    errors += [
        _("%(name)s is larger than %(most)d MB.") % {"name": name, "most": settings.FILES_MAX_BYTES >> 20}
        for name in handler.too_large
    ]
    left_out = handler.left_out
    for file in files:
        if len(kept) >= handler.most:
            left_out += 1
            continue
        try:
            stored = store(stream=file, name=file.name or "", actor=VisitorActor(), city=city)
        except Refused as refused:
            errors.append(f"{file.name}: {refused.message}")
            continue
        kept.append(Picture.sign(file_id=str(stored.pk), name=stored.name, draft=draft))
    if left_out:
        text = ngettext(
            "At most %(most)d picture can be sent; the others were left out.",
            "At most %(most)d pictures can be sent; the others were left out.",
            handler.most,
        )
        errors.append(text % {"most": handler.most})
    return kept, errors


def _still_kept(pictures: Sequence[Picture]) -> tuple[list[Picture], list[str]]:
    """Return those whose files are there, and what is said of the others."""
    there = StoredFile.objects.in_bulk([UUID(picture.file_id) for picture in pictures]) if pictures else {}
    lost = [picture.name for picture in pictures if UUID(picture.file_id) not in there]
    said = _("%(name)s isn't kept any more. Please add it again.")
    return [picture for picture in pictures if UUID(picture.file_id) in there], [
        said % {"name": name} for name in lost
    ]


def enclosures(pictures: Sequence[Picture], *, evidence: bool = False) -> list[Enclosure]:
    """Return the stored files of pictures, in their order, as an act takes them."""
    files = StoredFile.objects.in_bulk([UUID(picture.file_id) for picture in pictures]) if pictures else {}
    found = ((files.get(UUID(picture.file_id)), picture.name) for picture in pictures)
    return [Enclosure(file=file, name=name, evidence=evidence) for file, name in found if file]
