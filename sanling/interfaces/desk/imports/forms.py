"""Which file is brought, and by which of its headings each column goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.foundation.tables.frame import Sheet
from sanling.foundation.tables.heading import missing
from sanling.interfaces.components.texts import OneOf
from sanling.processes.imports.models import Upload

ASKED = "ask_"


class BringForm(forms.Form):
    """A file, and what kind of list it is, where there are several."""

    sheet = OneOf(label=gettext_lazy("List of"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls) or CSV, as you keep it. Nothing is taken in before you say so."
        ),
        error_messages={
            "required": gettext_lazy("Please choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt", "class": "form-control"}),
    )

    def __init__(self, sheets: Mapping[str, Sheet], data: Any = None, files: Any = None) -> None:
        """Offer the lists that a post may bring; of one alone nothing is asked."""
        super().__init__(data, files, auto_id="bring_%s")
        choices = [(code, str(sheet.name)) for code, sheet in sheets.items()]
        self.fields["sheet"] = OneOf(
            label=_("List of"),
            choices=choices,
            widget=forms.HiddenInput if len(choices) == 1 else forms.Select,
            initial=choices[0][0],
        )
        for ask in [ask for sheet in sheets.values() for ask in sheet.asks if ask.choices]:
            self.fields[f"{ASKED}{ask.code}"] = OneOf(
                label=ask.why, choices=[(choice, choice) for choice in ask.choices], required=False
            )

    def answers(self, sheet: Sheet) -> dict[str, str]:
        """Return the answers to what a sheet asks."""
        return {ask.code: self.cleaned_data.get(f"{ASKED}{ask.code}", "") for ask in sheet.asks}


@dataclass(frozen=True)
class Part:
    """One sheet of the file: whether it is read, and the boxes for its columns."""

    name: str
    rows: int
    read: forms.BoundField
    needed: list[forms.BoundField]
    others: list[forms.BoundField]
    unused: list[str]


class ColumnsForm(forms.Form):
    """By which heading each column goes, for each sheet of a file that isn't hidden."""

    def __init__(self, upload: Upload, sheet: Sheet, data: Any = None) -> None:
        """Begin with what was said before, else with what is proposed."""
        super().__init__(data, auto_id="columns_%s")
        self.sheet, self.upload = sheet, upload
        self.shown = [
            (nth, seen) for nth, seen in enumerate(upload.tables) if not seen["hidden"] and seen["rows"]
        ]
        for nth, seen in self.shown:
            chosen = upload.chosen.get(seen["name"]) or seen["proposed"]
            is_list = not missing(sheet, chosen)
            self.fields[f"read_{nth}"] = forms.BooleanField(
                label=_("Read this sheet"), required=False, initial=is_list or len(self.shown) == 1
            )
            heads = [("", _("not in the file")), *((head, head) for head in seen["heads"])]
            for column in sheet.columns:
                self.fields[f"{nth}_{column.code}"] = OneOf(
                    label=f"{column.names[0]} *" if column.required else column.names[0],
                    choices=heads,
                    required=False,
                    initial=chosen.get(column.code, ""),
                )

    def parts(self) -> Iterator[Part]:
        """Yield the sheets with their boxes; those that are needed first."""
        for nth, seen in self.shown:
            needed = [
                self[f"{nth}_{column.code}"] for column in self.sheet.columns if self._is_needed(column.code)
            ]
            others = [
                self[f"{nth}_{column.code}"]
                for column in self.sheet.columns
                if not self._is_needed(column.code)
            ]
            used = {box.value() for box in (*needed, *others)}
            unused = [head for head in seen["heads"] if head not in used]
            yield Part(seen["name"], seen["rows"], self[f"read_{nth}"], needed, others, unused)

    def _is_needed(self, code: str) -> bool:
        either = code in self.sheet.either
        return either or any(column.code == code and column.required for column in self.sheet.columns)

    def clean(self) -> dict[str, Any]:
        """Refuse a sheet that lacks what is needed, and a heading that is two columns."""
        cleaned = dict(super().clean() or self.cleaned_data)
        self.chosen: dict[str, dict[str, str]] = {}
        for nth, seen in self.shown:
            if cleaned.get(f"read_{nth}"):
                self.chosen[seen["name"]] = self._chosen(nth, cleaned)
        if not self.chosen:
            self.add_error(None, _("Please choose a sheet to be read."))
        return cleaned

    def _chosen(self, nth: int, cleaned: Mapping[str, Any]) -> dict[str, str]:
        chosen = {
            column.code: cleaned[f"{nth}_{column.code}"]
            for column in self.sheet.columns
            if cleaned.get(f"{nth}_{column.code}")
        }
        heads = list(chosen.values())
        for code, head in chosen.items():
            if heads.count(head) > 1:
                self.add_error(f"{nth}_{code}", _("This heading is chosen twice."))
        lacking = missing(self.sheet, chosen)
        for column in self.sheet.columns:
            if column.required and column.code not in chosen:
                self.add_error(f"{nth}_{column.code}", _("Please choose the heading."))
        if lacking and not self.errors:
            self.add_error(None, _("Still missing: %(names)s") % {"names": "、".join(lacking)})
        return chosen
