"""Verify a bulletin before it leaves the house: pasted, as TOML, or as a workbook. Nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.foundation.days import today
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.indicators.asking import tells_rates
from sanling.processes.figures.verifying.bulletin import Bulletin, NoBulletin
from sanling.processes.figures.verifying.judging import judge
from sanling.processes.figures.verifying.own import compare_with_own, counted_for
from sanling.processes.figures.verifying.reading import MOST_BYTES, bulletins_in, bulletins_of
from sanling.processes.figures.verifying.telling import Line, Mark, Of, lines_of, sets_of


class VerifyForm(forms.Form):
    """A text that was pasted, or a file."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Sentences of a bulletin, cells copied from a table with their headings, or TOML."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.toml,.txt", "class": "form-control"}),
        help_text=gettext_lazy("Excel (.xlsx, .xls), CSV or TOML, at most 2 MB."),
        error_messages={"empty": gettext_lazy("This file is empty.")},
    )

    def clean(self) -> dict[str, Any]:
        """Want one of both, and read it."""
        cleaned = dict(super().clean() or self.cleaned_data)
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if self.errors:
            return cleaned
        if bool(text) is bool(file):
            self.add_error(None, _("Please paste a text or choose a file: one of both."))
            return cleaned
        try:
            cleaned["bulletins"] = _read(file) if file else bulletins_in(text)
        except NoBulletin as error:
            self.add_error("file" if file else "text", str(error))
        return cleaned


def _read(file: "UploadedFile[Any]") -> list[Bulletin]:
    name = Path(file.name or "")
    if (file.size or 0) > MOST_BYTES:
        raise NoBulletin(_("This file is larger than a bulletin: at most 2 MB are read."))
    with NamedTemporaryFile(suffix=".read") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        return bulletins_of(Path(kept.name), name=name.name)


@dataclass(frozen=True)
class Shown:
    """What was found of a bulletin; ``together`` are sets of changes, each of which mends all that share numbers.

    So many things were ``compared``, the rest was passed over.
    """

    name: str
    lines: Sequence[Line]
    together: Sequence[Sequence[Sequence[str]]]
    compared: int
    wrong: int
    remarks: int


@require_http_methods(["GET", "HEAD", "POST"])
@door(tells_rates)
def verify_bulletin(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what contradicts, and what would make it agree."""
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    shown: list[Shown] = []
    if form.is_bound and form.is_valid():
        try:
            shown = [_shown(viewer, bulletin) for bulletin in form.cleaned_data["bulletins"]]
        except NoBulletin as error:
            form.add_error(None, str(error))
    context = {"form": form, "shown": shown}
    return render(request, "desk/figures/verify.html", context, status=422 if form.errors else 200)


def _shown(viewer: Viewer, bulletin: Bulletin) -> Shown:
    judgement = judge(bulletin, today=today())
    own = compare_with_own(bulletin, city=viewer.city, count=counted_for(viewer))
    lines = sorted(lines_of(judgement, own), key=lambda line: tuple(Mark).index(line.mark))
    return Shown(
        name=bulletin.id,
        lines=lines,
        together=sets_of(judgement),
        compared=sum(line.of not in (Of.FREE, Of.PASSED) for line in lines),
        wrong=sum(line.mark is Mark.WRONG for line in lines),
        remarks=sum(line.mark is Mark.REMARK for line in lines),
    )
