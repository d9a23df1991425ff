"""What this room takes in from files: grids, outlines of divisions, and places of posters."""

from sanling.domain.territory.imports.codes import CODES
from sanling.domain.territory.imports.grids import GRIDS
from sanling.domain.territory.imports.outlines import OUTLINES

SHEETS = (GRIDS, OUTLINES, CODES)
