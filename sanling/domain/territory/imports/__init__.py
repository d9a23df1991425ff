"""What this room takes in from files: grids, and outlines of divisions."""

from sanling.domain.territory.imports.grids import GRIDS
from sanling.domain.territory.imports.outlines import OUTLINES

SHEETS = (GRIDS, OUTLINES)
