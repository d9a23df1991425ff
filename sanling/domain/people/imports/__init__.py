"""What this room takes in from files: units, and the people who work at them."""

from sanling.domain.people.imports.posts import POSTS
from sanling.domain.people.imports.units import UNITS

SHEETS = (UNITS, POSTS)
