"""Pictures are drawn anew, so that nothing but the picture is kept."""

import json
import math
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pi_heif
from PIL import Image, ImageChops, ImageOps

from sanling.foundation.files.boxes import largest_claim
from sanling.foundation.files.kinds import GIF, HEIC, JPEG, PNG, WEBP, Kind
from sanling.foundation.files.refused import Refused

pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)

MAX_PIXELS = 64_000_000
# In pixels, for browsers too, which make pictures smaller before they send them (frontend/src/common/pictures.ts):
# a weak network carries a photograph of 1920, and an iPhone's canvas holds this area.
BOUNDS = json.loads(Path(__file__).with_name("bounds.json").read_bytes())
THUMBNAIL_SIDE = 320
# A screenshot of fifteen screens would be a grey thread.
THUMBNAIL_RATIO = 2
# The share of a picture that must have arrived.
LEAST_SEEN = 0.5
_JPEG_END = b"\xff\xd9"

# A picture at the limit takes up to half a gigabyte while it is decoded, a transparent WebP twice as much; a process
# decodes no more than two at once.
_decoding = BoundedSemaphore(2)
# HEIC becomes JPEG, which every browser shows. GIFs become PNG, of their first frame: a moving picture proves no
# more than a still one.
_FORMATS = {
    JPEG: ("JPEG", JPEG),
    PNG: ("PNG", PNG),
    WEBP: ("WEBP", WEBP),
    GIF: ("GIF", PNG),
    HEIC: ("HEIF", JPEG),
}
_SAVE: dict[Kind, dict[str, Any]] = {
    JPEG: {"format": "JPEG", "quality": 88, "progressive": True},
    PNG: {"format": "PNG"},
    WEBP: {"format": "WEBP", "quality": 88},
}

# Pillow's decoders raise any of these for malformed data.
_MALFORMED = (
    *(OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, RuntimeError),
    *(struct.error, zlib.error),
)


@dataclass(frozen=True)
class Redrawn:
    """A picture without metadata; sizes in pixels."""

    kind: Kind
    width: int
    height: int


def redraw(*, source: Path, kind: Kind, picture: Path, thumbnail: Path) -> Redrawn:
    """Write the picture, upright and within its bounds, and a WebP thumbnail of at most 320 pixels.

    Colour profiles are dropped with all other metadata. Raises Refused for what can't be decoded or is too large.
    """
    source_format, target = _FORMATS[kind]
    if kind is HEIC and largest_claim(source) > MAX_PIXELS:
        raise Refused("pixels")
    cut_off = kind is JPEG and _end(source)
    with _decoding:
        try:
            with Image.open(source, formats=[source_format]) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise Refused("pixels")
                # A JPEG can be decoded at a fraction of its size.
                opened.draft("RGB", bounded(opened.size))
                _turn_upright(opened)
                opened.info = {key: value for key, value in opened.info.items() if key == "transparency"}
                image = _plain(opened, target)
                image.thumbnail(bounded(image.size), reducing_gap=2.0)
                if cut_off and _share_seen(image) < LEAST_SEEN:
                    raise Refused("damaged")
                image.save(picture, **_SAVE[target])
                small = _cropped(image)
                small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
                small.save(thumbnail, format="WEBP", quality=80)
        except Image.DecompressionBombError:
            raise Refused("pixels") from None
        except _MALFORMED as error:
            if isinstance(error, OSError) and error.errno is not None:
                # The disk's error, not the decoder's.
                raise
            raise Refused("damaged") from None
    return Redrawn(target, *image.size)


def _end(jpeg: Path) -> bool:
    """End a JPEG whose last bytes were lost on their way, which browsers show all the same; tell whether it was so."""
    with jpeg.open("r+b") as file:
        file.seek(-min(2, jpeg.stat().st_size), os.SEEK_END)
        cut_off = file.read() != _JPEG_END
        if cut_off:
            file.write(_JPEG_END)
    return cut_off


def _share_seen(image: Image.Image) -> float:
    """Return how much of a picture that ended early is there: the decoder leaves the rest in one grey."""
    small = image.resize((100, 100), reducing_gap=2.0)
    seen = ImageChops.difference(small, Image.new("RGB", small.size, (128, 128, 128)))
    left, top, right, bottom = seen.point(lambda value: 255 * (value > 2)).getbbox() or (0, 0, 0, 0)
    return (right - left) * (bottom - top) / 10_000


def bounded(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size, in pixels, in which a picture is kept.

    Its long side is 2560 at most, unless its short side would be less than 1080: writing in a long screenshot or a wide
    panorama stays readable, as far as its area lets it.
    """
    short, long = sorted(size)
    roomy = max(BOUNDS["long"] / long, BOUNDS["short"] / short)
    scale = min(1, roomy, math.sqrt(BOUNDS["area"] / (long * short)), BOUNDS["side"] / long)
    # A hair more, for what the division took.
    width, height = (max(1, int(side * scale + 1e-6)) for side in size)
    return width, height


def _cropped(image: Image.Image) -> Image.Image:
    """Return the beginning of a long picture, the middle of a wide one, all of any other."""
    width, height = image.size
    if height > THUMBNAIL_RATIO * width:
        return image.crop((0, 0, width, THUMBNAIL_RATIO * width))
    left = max(0, width - THUMBNAIL_RATIO * height) // 2
    return image.crop((left, 0, width - left, height))


def _turn_upright(image: Image.Image) -> None:
    """Turn the picture as its EXIF says; EXIF that can't be read says nothing."""
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except _MALFORMED:
        # The picture itself may be sound: this raises if not.
        image.load()


def _plain(image: Image.Image, target: Kind) -> Image.Image:
    """Return the picture in a mode that its format and WebP both know."""
    if image.mode.startswith("I"):
        # 16 bits a pixel: Pillow's own conversion would cut values off, not scale them.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    transparent = image.has_transparency_data or image.mode in {"RGBA", "LA"}
    mode = "RGBA" if transparent and target is not JPEG else "RGB"
    return image if image.mode == mode else image.convert(mode)
