"""Goes on with an upload as far as it can without whoever brought it: looks, checks, takes in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.database.turns import take_turn
from sanling.foundation.delivery.notices import notify
from sanling.foundation.files.places import incoming, place
from sanling.foundation.files.store import open_file
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.tables.reading import UnreadableTable
from sanling.processes.imports.look import look, remember, remembered
from sanling.processes.imports.models import Upload
from sanling.processes.imports.returned import XLSX, Reasons
from sanling.processes.imports.told import told
from sanling.processes.imports.work import Progress, Report, sheets, take_in

_PROGRESS = "UPDATE imports_upload SET rows = %s WHERE id = %s"


def key_of(upload: Upload) -> str:
    """Return the key that the file with the reasons lies under."""
    return f"imports/{upload.pk}.{upload.returned}"


def work_on(*, upload_id: str, last: bool = True) -> None:
    """Go on with an upload, as the post that brought it reaches now.

    What a worker that died had taken in is taken back with its transaction, and the next one begins again.
    """
    upload = Upload.objects.select_related("file").filter(pk=upload_id, state__in=Upload.UNDER_WAY).first()
    if upload is None or upload.file is None:
        return
    viewer = viewer_for(Post.objects.select_related("unit", "user").get(pk=upload.post_id))
    viewer = viewer.limited_to(upload.seen_as) if viewer else None
    sheet = sheets()[upload.sheet]
    with translation.override(upload.language):
        if viewer is None or sheet.may is None or not sheet.may(viewer):
            _fail(upload, _("Your post no longer takes in such lists."))
            return
        try:
            with _on_disk(upload) as file:
                _Working(upload, viewer, file).go_on()
        except UnreadableTable as error:
            _fail(upload, str(error))
        except Exception:
            if last:
                _fail(upload, _("Something went wrong here, and nothing was taken in. Please send it again."))
            raise


def _fail(upload: Upload, problem: str) -> None:
    failed = {"state": Upload.State.FAILED, "problem": problem, "finished_at": clock.now()}
    if Upload.objects.filter(pk=upload.pk, state__in=Upload.UNDER_WAY).update(**failed):
        _tell(upload, "imports.failed")


def _tell(upload: Upload, code: str) -> None:
    post = Post.objects.select_related("unit", "user").get(pk=upload.post_id)
    viewer = viewer_for(post)
    if viewer is not None:
        notify([viewer.key], code, {"name": upload.name}, url=f"/desk/imports/{upload.pk}/")


@contextmanager
def _on_disk(upload: Upload) -> Iterator[Path]:
    """Lend the file as one of this machine, with room beside it."""
    with incoming() as folder:
        file = folder / "list"
        if upload.file is not None:
            with open_file(upload.file) as content, file.open("wb") as copy:
                shutil.copyfileobj(content, copy)
        yield file


class _Working:
    """One upload that is worked on."""

    def __init__(self, upload: Upload, viewer: Viewer, file: Path) -> None:
        self.upload, self.viewer, self.file = upload, viewer, file
        self.profile = profile_for(viewer.city)
        self.sheet = sheets()[upload.sheet]

    def go_on(self) -> None:
        """Do what is next."""
        match self.upload.state:
            case Upload.State.LOOKING:
                self._look()
            case Upload.State.CHECKING:
                self._check()
            case Upload.State.APPLYING:
                self._apply()

    def _look(self) -> None:
        own = self.sheet.of_city(self.profile)
        found = look(self.file, own)
        self.upload.tables = [seen.said() for seen in found]
        self.upload.total = sum(seen.rows for seen in found if not seen.hidden)
        if not self.upload.total:
            raise UnreadableTable(_("There is no row below the headings of any sheet that isn't hidden."))
        self.upload.chosen = remembered(self.viewer, own, found)
        known = bool(self.upload.chosen)
        self.upload.state = Upload.State.CHECKING if known else Upload.State.ASKING
        self._save("tables", "total", "chosen", "state")
        if known:
            self._check()

    def _check(self) -> None:
        self._count()
        report, reasons = self._take_in(only_check=True)
        self._keep(report, reasons, Upload.State.CHECKED)
        _tell(self.upload, "imports.checked")

    def _apply(self) -> None:
        self._count()
        with transaction.atomic():
            # A worker that was taken for dead may still be at it.
            take_turn(f"imports:{self.upload.pk}")
            if not Upload.objects.filter(pk=self.upload.pk, state=Upload.State.APPLYING).exists():
                return
            report, reasons = self._take_in(only_check=False)
            self._keep(report, reasons, Upload.State.DONE)
            remember(self.upload, self.viewer.own.unit_id)
            _tell(self.upload, "imports.done")

    def _count(self) -> None:
        read = {seen["name"]: seen["rows"] for seen in self.upload.tables}
        self.upload.total = sum(read.get(name, 0) for name in self.upload.chosen)
        self._save("total")

    def _take_in(self, *, only_check: bool) -> tuple[Report, Reasons]:
        reasons = Reasons()
        with _progress(self.upload) as progress:
            report = take_in(
                actor=self.viewer,
                sheet=self.sheet,
                file=self.file,
                profile=self.profile,
                # What can't be written into is given back as a workbook of its refused rows.
                refused=self.file.with_name("refused.xlsx"),
                only_check=only_check,
                progress=progress,
                answers=self.upload.answers,
                chosen=self.upload.chosen,
                reasons=reasons,
            )
        return report, reasons

    def _keep(self, report: Report, reasons: Reasons, state: Upload.State) -> None:
        """Keep what became of the rows, and the file with the reasons; of no other state is this a part."""
        aside = self.file.with_name("refused.xlsx")
        self.upload.returned = ""
        if reasons.some:
            marked = self.file.with_name("marked")
            self.upload.returned = reasons.write(self.file, marked) or (XLSX if aside.exists() else "")
            made = marked.with_suffix(f".{self.upload.returned}")
            place().keep(made if made.exists() else aside, key_of(self.upload))
        self.upload.report, self.upload.state = told(report), state
        self.upload.rows, self.upload.finished_at = report.counts.total(), clock.now()
        self._save("report", "state", "returned", "rows", "finished_at")

    def _save(self, *names: str) -> None:
        self.upload.save(update_fields=names)


@contextmanager
def _progress(upload: Upload) -> Iterator[Progress]:
    """Yield what says how far it has come, at once and for all, although all else of it is one transaction."""
    apart = connection.copy()
    try:
        with apart.cursor() as cursor:

            def progress(rows: int) -> None:
                cursor.execute(_PROGRESS, [rows, upload.pk])

            yield progress
    finally:
        apart.close()
