"""Posters of many code points as one PDF to print, and as a ZIP with a PDF each."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanling.domain.matters.posters import Poster, PosterPress, posters_of
from sanling.domain.people.ledgers import Written
from sanling.domain.territory.models import CodePoint
from sanling.foundation.printing.press import bind

# So many sheets are set at a time: of 50, 0.3 s and 20 MB.
BATCH = 50
PDF, ZIP = "pdf", "zip"
# What no system can have in the name of a file.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


@dataclass
class _Run:
    """Posters on their way into both files."""

    press: PosterPress
    archive: ZipFile
    report: Callable[[int], None]
    rows: int = 0
    left_out: list[Poster] = field(default_factory=list)

    def sheets(self, points: Iterable[CodePoint]) -> Iterator[bytes]:
        """Yield documents of some sheets each, while each sheet goes into the archive by itself."""
        rest = iter(points)
        while batch := list(islice(rest, BATCH)):
            posters = posters_of(batch)
            printed = [poster for poster in posters if not poster.lacking]
            self.left_out += [poster for poster in posters if poster.lacking]
            for poster in printed:
                self.archive.writestr(_name_of(poster), self.press.sheets([poster], title=poster.number))
            if printed:
                yield self.press.sheets(printed, title=_("Posters"))
            self.rows += len(printed)
            self.report(self.rows)


def write_posters(
    paper: str, points: Iterable[CodePoint], to: Mapping[str, Path], report: Callable[[int], None]
) -> Written:
    """Write the posters of code points on a paper, "a4" or "a3".

    Those with signs that can't be printed are left out, and the ZIP has a list of them; so has it where all are.
    """
    with ZipFile(to[ZIP], "w") as archive:
        run = _Run(PosterPress(paper), archive, report)
        bind(run.sheets(points), to[PDF])
        if run.left_out:
            archive.writestr(
                f"{_('Not printed')}.txt", "".join(map(_line_of, run.left_out)).encode("utf-8-sig")
            )
    return Written(run.rows, len(run.left_out))


def posters_counted(count: int) -> str:
    """Say how many posters there are."""
    return ngettext("%(count)s poster", "%(count)s posters", count) % {"count": count}


def _line_of(poster: Poster) -> str:
    lacks = _("the font lacks %(signs)s") % {"signs": poster.lacking}
    return f"{poster.number}\t{poster.division} {poster.place}\t{lacks}\r\n"


def _name_of(poster: Poster) -> str:
    """Return the name of a poster's own file: its number makes it the only one, its place tells where it belongs."""
    place = _NOT_IN_NAMES.sub(" ", f"{poster.division} {poster.place}").strip()
    return f"{poster.number} {place[:60].strip()}.pdf"
