"""Files for an act: kept first, then named by the act; an id works for its post and matter, for a day."""

import hashlib
from collections.abc import Sequence
from typing import Annotated

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File
from ninja.files import UploadedFile as NinjaFile
from pydantic import BaseModel, Field

from sanling.domain.matters.entries import Enclosure
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import Refused, record_refusal, store
from sanling.interfaces.api.auth import caller_of, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import MOST_ATTACHMENTS
from sanling.interfaces.api.matters.matters import router, visible
from sanling.interfaces.api.problems import RETRY_SECONDS, FieldError, Problem, invalid
from sanling.interfaces.api.writes import Key, Made, write

SALT = "api.attachment"
VALID_SECONDS = 24 * 3600
# What a refused file is answered with, other than 422.
STATUS = {"too_large": 413, "type": 415, "no_space": 503, "unchecked": 503, "away": 503}


class KeptFile(BaseModel):
    """A file that is kept for an act."""

    id: str = Field(description="For `attachments` of an act on this matter by this post, within a day.")
    name: str
    media_type: str
    size: int


class KeptFiles(BaseModel):
    """The files that were sent, in their order."""

    items: list[KeptFile]


@router.post(
    "/matters/{number}/attachments",
    auth=writes,
    response=answers(KeptFiles, 404, status=201, writing=True),
    operation_id="keep_attachments",
)
def keep_attachments(
    request: HttpRequest,
    number: str,
    idempotency_key: Key,
    files: Annotated[list[NinjaFile], File(..., description="One or more files, as multipart/form-data.")],
) -> HttpResponse:
    """Keep files for an act on a matter; they become part of it when an act names their ids.

    Pictures are re-encoded without their metadata. What no act names is forgotten after eight days.
    """
    caller = caller_of(request)
    matter = visible(caller.viewer, number)
    if len(files) > MOST_ATTACHMENTS:
        raise invalid({"files": _("At most %(most)d files at once.") % {"most": MOST_ATTACHMENTS}})

    def effect() -> Made:
        kept = []
        for file in files:
            try:
                stored = store(
                    stream=file, name=file.name or "file", actor=caller.viewer, city=caller.viewer.city
                )
            except Refused as refused:
                raise _refusal(refused, file.name or "") from refused
            kept.append(_kept(stored, caller=caller.viewer.key, matter_id=matter.pk))
        return Made(201, KeptFiles(items=kept))

    sent = [[file.name, _sha256(file)] for file in files]
    scope = f"api.token:{caller.token_id}"
    try:
        return write(request, scope=scope, key=idempotency_key, sent=sent, effect=effect)
    except Problem as problem:
        if isinstance(problem.__cause__, Refused):
            record_refusal(refused=problem.__cause__, actor=caller.viewer, city=caller.viewer.city)
        raise


def enclosures(ids: Sequence[str], *, caller: str, matter_id: int) -> list[Enclosure]:
    """Return the kept files of an act, in their order; raises the problem of an id that doesn't serve here."""
    found: list[Enclosure] = []
    for file_id in dict.fromkeys(ids):
        file = _file_of(file_id, caller=caller, matter_id=matter_id)
        if file is None:
            raise invalid({"attachments": _("One of these files isn't kept any more. Please send it again.")})
        found.append(Enclosure(file=file, name=file.name))
    return found


def _kept(file: StoredFile, *, caller: str, matter_id: int) -> KeptFile:
    token = signing.dumps([str(file.pk), caller, matter_id], salt=SALT)
    return KeptFile(id=token, name=file.name, media_type=file.media_type, size=file.size)


def _file_of(token: str, *, caller: str, matter_id: int) -> StoredFile | None:
    try:
        pk, whose, where = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return None
    if (whose, where) != (caller, matter_id):
        return None
    return StoredFile.objects.filter(pk=pk).first()


def _refusal(refused: Refused, name: str) -> Problem:
    status = STATUS.get(refused.code, 422)
    headers = {"Retry-After": str(RETRY_SECONDS * 60)} if status == 503 else {}
    error = FieldError(field="files", code=refused.code, message=f"{name[:60]}: {refused.message}")
    return Problem(status, refused.code, refused.message, errors=[error], headers=headers)


def _sha256(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
