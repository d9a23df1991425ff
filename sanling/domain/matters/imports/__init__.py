"""What this room takes in from files: the matters of an earlier system, and what was done in them."""

from sanling.domain.matters.imports.entries import ENTRIES
from sanling.domain.matters.imports.matters import MATTERS

SHEETS = (MATTERS, ENTRIES)
