"""A few drawn pictures for invented matters: plain scenes, nobody's photographs."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from sanling.foundation.audit.actor import Actor
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import store

WIDTH, HEIGHT = 960, 720
FLOOR = 520
Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Scene:
    """A wall, a floor, and boxes that stand about; each box a colour and its corners."""

    name: str
    wall: Colour
    floor: Colour
    boxes: Sequence[tuple[Colour, Box]]


CARD, GREEN, GREY, RED, DARK = (176, 132, 84), (86, 130, 92), (130, 134, 138), (178, 64, 52), (52, 56, 60)
DOOR: tuple[Colour, Box] = (DARK, (660, 160, 860, FLOOR))
SCENES = (
    Scene(
        "楼道杂物.jpg",
        wall=(222, 216, 204),
        floor=(168, 160, 150),
        boxes=(
            DOOR,
            (CARD, (80, 380, 300, 620)),
            (GREEN, (240, 440, 460, 660)),
            (RED, (120, 300, 230, 390)),
        ),
    ),
    Scene("清理后的楼道.jpg", wall=(226, 221, 210), floor=(172, 165, 154), boxes=(DOOR,)),
    Scene(
        "破损路面.jpg",
        wall=(198, 214, 226),
        floor=(120, 122, 124),
        boxes=((DARK, (360, 580, 640, 660)), (RED, (300, 480, 330, 640)), (RED, (670, 480, 700, 640))),
    ),
    Scene(
        "修好的路面.jpg",
        wall=(200, 216, 228),
        floor=(124, 126, 128),
        boxes=((GREY, (360, 580, 640, 660)),),
    ),
    Scene(
        "车棚.jpg",
        wall=(210, 218, 206),
        floor=(150, 146, 138),
        boxes=(
            (GREY, (60, 160, 900, 200)),
            (DARK, (140, 420, 300, 600)),
            (RED, (360, 420, 520, 600)),
            (GREEN, (580, 420, 740, 600)),
        ),
    ),
    Scene(
        "现场.jpg",
        wall=(216, 222, 230),
        floor=(158, 164, 150),
        boxes=((CARD, (420, 300, 760, 540)), (GREY, (120, 240, 260, 540))),
    ),
)


def demonstration_pictures(*, city: str, actor: Actor) -> list[StoredFile]:
    """Return the stored pictures of a city's simulation, drawn and stored the first time."""
    names = [scene.name for scene in SCENES]
    kept = list(
        StoredFile.objects.filter(city=city, created_by=actor.key, name__in=names).order_by(
            "created_at", "pk"
        )
    )
    known = {file.name for file in kept}
    return kept + [
        store(stream=draw(scene), name=scene.name, actor=actor, city=city)
        for scene in SCENES
        if scene.name not in known
    ]


def draw(scene: Scene) -> BytesIO:
    """Draw a scene as JPEG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), scene.wall)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, FLOOR, WIDTH, HEIGHT), fill=scene.floor)
    for colour, box in scene.boxes:
        pen.rectangle(box, fill=colour, outline=DARK, width=3)
    data = BytesIO()
    image.save(data, "JPEG", quality=85)
    data.seek(0)
    return data
