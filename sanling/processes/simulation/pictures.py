"""A few drawn pictures for invented matters: plain scenes, nobody's photographs."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from sanling.foundation.audit.actor import Actor
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import store

WIDTH, HEIGHT = 960, 720
FLOOR = 520
OUTLINE = "#34383c"


class Picture(NamedTuple):
    """A wall, a floor, and boxes that stand about, by colour, each with its corners; colours as "#b08454"."""

    name: str
    wall: str
    floor: str
    boxes: Mapping[str, Sequence[Sequence[int]]]


@cache
def pictures() -> list[Picture]:
    """Return those of ``pictures.toml``."""
    file = Path(__file__).with_name("pictures.toml")
    return [Picture(**drawn) for drawn in tomllib.loads(file.read_text(encoding="utf-8"))["pictures"]]


def demonstration_pictures(*, city: str, actor: Actor) -> list[StoredFile]:
    """Return the stored pictures of a city's simulation, drawn and stored the first time."""
    names = [picture.name for picture in pictures()]
    kept = list(
        StoredFile.objects.filter(city=city, created_by=actor.key, name__in=names).order_by(
            "created_at", "pk"
        )
    )
    known = {file.name for file in kept}
    return kept + [
        store(stream=draw(picture), name=picture.name, actor=actor, city=city)
        for picture in pictures()
        if picture.name not in known
    ]


def draw(picture: Picture) -> BytesIO:
    """Draw a picture as JPEG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), picture.wall)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, FLOOR, WIDTH, HEIGHT), fill=picture.floor)
    for colour, boxes in picture.boxes.items():
        for box in boxes:
            pen.rectangle(tuple(box), fill=colour, outline=OUTLINE, width=3)
    data = BytesIO()
    image.save(data, "JPEG", quality=85)
    data.seek(0)
    return data
