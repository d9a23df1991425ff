"""Pictures are drawn anew, so that nothing but the picture is kept."""

import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pi_heif
from PIL import Image, ImageOps

from sanling.foundation.files.refused import Refused
from sanling.foundation.files.sniff import GIF, HEIC, JPEG, PNG, WEBP, Kind

pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)

MAX_PIXELS = 64_000_000
LONG_SIDE = 2560
THUMBNAIL_SIDE = 320
MAX_META_BYTES = 1024 * 1024
# The name of the box, its version and flags, then width and height.
_ISPE = re.compile(rb"ispe\0{4}(.{8})", re.DOTALL)

# A picture at the limit takes some 250 MB while it is decoded; a process decodes no more than two at once.
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
    """Write the picture, upright and at most 2560 pixels long, and a WebP thumbnail of at most 320.

    Colour profiles are dropped with all other metadata. Raises Refused for what can't be decoded or is too large.
    """
    source_format, target = _FORMATS[kind]
    if kind is HEIC and largest_claim(source) > MAX_PIXELS:
        raise Refused("pixels")
    with _decoding:
        try:
            with Image.open(source, formats=[source_format]) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise Refused("pixels")
                # A JPEG can be decoded at a fraction of its size.
                opened.draft("RGB", (LONG_SIDE, LONG_SIDE))
                _turn_upright(opened)
                opened.info = {key: value for key, value in opened.info.items() if key == "transparency"}
                image = _plain(opened, target)
                image.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=2.0)
                image.save(picture, **_SAVE[target])
                size = image.size
                image.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
                image.save(thumbnail, format="WEBP", quality=80)
        except Image.DecompressionBombError:
            raise Refused("pixels") from None
        except _MALFORMED as error:
            if isinstance(error, OSError) and error.errno is not None:
                # The disk's error, not the decoder's.
                raise
            raise Refused("damaged") from None
    return Redrawn(target, *size)


def largest_claim(source: Path) -> int:
    """Return the pixels of the largest image that a HEIC says it holds.

    What Pillow is told is the size after cropping; what is decoded is each `ispe` in the box `meta` (ISO/IEC 23008-12).
    """
    with source.open("rb") as file:
        while len(head := file.read(8)) == 8:
            length, name = struct.unpack(">L4s", head)
            if name == b"meta":
                meta = file.read(min(max(length - 8, 0), MAX_META_BYTES))
                sizes = [struct.unpack(">LL", one) for one in _ISPE.findall(meta)]
                return max((width * height for width, height in sizes), default=0)
            if length < 8:
                break
            file.seek(length - 8, 1)
    return 0


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
    if target is not JPEG and (image.has_transparency_data or image.mode in {"RGBA", "LA"}):
        return image.convert("RGBA")
    return image if image.mode == "RGB" else image.convert("RGB")
