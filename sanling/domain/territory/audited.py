"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "division.import": _("%(who)s brought in divisions"),
    "division.succeed": _("%(who)s put others in the place of %(what)s"),
    "import.codes": _("%(who)s brought in places of posters"),
    "import.grids": _("%(who)s brought in a grid list"),
    "import.outlines": _("%(who)s brought in outlines"),
    "territory.add_grids": _("%(who)s added grids"),
    "territory.draw": _("%(who)s brought in outlines"),
    "territory.hang_code_point": _("%(who)s made %(what)s"),
    "territory.hang_code_points": _("%(who)s hung posters"),
    "territory.move_code_point": _("%(who)s moved %(what)s"),
    "territory.redraw": _("%(who)s moved lines of divisions in %(what)s"),
    "territory.retire_code_point": _("%(who)s retired %(what)s"),
    "territory.take_back_redrawing": _("%(who)s took back moved lines in %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "code_point": _("code point %(key)s"),
}
