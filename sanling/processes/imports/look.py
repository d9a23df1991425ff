"""What the sheets of a file are, before anything is read of them but their headings."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.delivery.idempotency import fingerprint
from sanling.foundation.tables.frame import Sheet
from sanling.foundation.tables.heading import looked_at, missing
from sanling.foundation.tables.reading import tables_of
from sanling.processes.imports.models import Layout, Upload

# As Excel names its sheets; more of a name no layout keeps.
LONGEST_NAME = 100


@dataclass(frozen=True)
class Found:
    """A sheet of a file: its headings, by which of them each column probably goes, and how many rows it has."""

    name: str
    hidden: bool
    heads: Sequence[str]
    proposed: Mapping[str, str]
    rows: int

    def said(self) -> dict[str, Any]:
        """Return it as an upload keeps it."""
        return asdict(self)


def look(file: Path, sheet: Sheet) -> list[Found]:
    """Return the sheets of a file. Raises UnreadableTable, OSError."""
    found = []
    for table in tables_of(file):
        seen = looked_at(table, sheet)
        heads = [head for head in seen.heads if head]
        proposed = {code: seen.heads[place] for code, place in seen.places.items()}
        rows = sum(any(map(str.strip, cells)) for _number, cells in seen.rest)
        found.append(Found(table.name, table.hidden, heads, proposed, rows))
    return found


def heads_key(heads: Sequence[str]) -> str:
    """Return what tells a set of headings from another, in whichever order they stand."""
    return fingerprint(sorted(heads))


def remembered(viewer: Viewer, sheet: Sheet, found: Sequence[Found]) -> dict[str, Any]:
    """Return by which headings sheets are read, by their names, where the unit said so before; else nothing."""
    keys = {(seen.name[:LONGEST_NAME], heads_key(seen.heads)): seen for seen in found if not seen.hidden}
    layouts = Layout.objects.filter(
        unit=viewer.own.unit_id, sheet=sheet.code, heads__in=[key[1] for key in keys]
    )
    known = {(layout.name, layout.heads): layout.chosen for layout in layouts}
    chosen = {seen.name: known[key] for key, seen in keys.items() if key in known}
    # A sheet that looks like one of ours and was never seen asks, although others of the file are known.
    asks = any(
        seen.name not in chosen and not missing(sheet, seen.proposed) for seen in found if not seen.hidden
    )
    return {} if asks else chosen


def remember(upload: Upload, unit_id: int) -> None:
    """Keep by which headings the sheets of an upload were read."""
    for seen in upload.tables:
        chosen = upload.chosen.get(seen["name"])
        if chosen:
            Layout.objects.update_or_create(
                unit_id=unit_id,
                sheet=upload.sheet,
                name=seen["name"][:LONGEST_NAME],
                heads=heads_key(seen["heads"]),
                defaults={"chosen": chosen, "used_at": clock.now()},
            )
