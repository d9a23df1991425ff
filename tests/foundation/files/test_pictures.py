"""Pictures are drawn anew: whole, upright, readable, and nothing but the picture."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.pictures import BOUNDS, bounded
from sanling.foundation.files.store import Refused, open_file, store
from tests.foundation.files import samples

pytestmark = pytest.mark.django_db


def keep(data: bytes, name: str = "a") -> StoredFile:
    return store(stream=io.BytesIO(data), name=name, actor=SystemActor("test"), city="4101")


@pytest.mark.parametrize(
    ("kind", "mode", "media_type"),
    [
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("WEBP", "RGBA", "image/webp"),
        ("GIF", "P", "image/png"),
        ("MPO", "RGB", "image/jpeg"),
    ],
)
def test_pictures_of_each_kind_are_redrawn_with_a_thumbnail(kind: str, mode: str, media_type: str) -> None:
    file = keep(samples.picture(kind, mode=mode))
    assert (file.media_type, file.width, file.height, file.thumbnail) == (media_type, 80, 40, True)
    with Image.open(open_file(file, thumbnail=True)) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("WEBP", (80, 40))


def test_a_picture_is_upright_and_has_no_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise by a quarter
    exif[0x010F] = "MAKER-OF-PHONE"
    sent = samples.picture("JPEG", exif=exif, comment=b"SECRET-COMMENT", icc_profile=b"PROFILE" * 20)
    file = keep(sent)
    assert (file.width, file.height) == (40, 80)
    data = open_file(file).read()
    assert b"MAKER-OF-PHONE" in sent
    assert not any(word in data for word in (b"MAKER-OF-PHONE", b"SECRET-COMMENT", b"PROFILE", b"Exif"))
    with Image.open(io.BytesIO(data)) as image:
        assert not image.getexif()
        top = image.convert("RGB").tobytes()[3 * (10 * 40 + 20) :]
        assert top[0] > 200
        assert top[2] < 60


def test_an_iphones_picture_becomes_a_jpeg_without_metadata() -> None:
    assert b"Apple" in samples.HEIC
    file = keep(samples.HEIC, "IMG_0001.HEIC")
    assert (file.media_type, file.width, file.height, file.thumbnail) == ("image/jpeg", 80, 40, True)
    data = open_file(file).read()
    assert b"Apple" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "JPEG"
        left, right = image.getpixel((20, 20)), image.getpixel((60, 20))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_no_profile_or_text_is_carried_along(kind: str) -> None:
    file = keep(samples.picture(kind, icc_profile=b"PROFILE" * 20, xmp=b"SECRET", exif=b"Exif\0\0SECRET"))
    data = open_file(file).read()
    assert b"PROFILE" not in data
    assert b"SECRET" not in data


def test_a_picture_of_sixteen_bits_keeps_its_shades() -> None:
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 128 * 256).save(out, "PNG")
    with Image.open(open_file(keep(out.getvalue()))) as image:
        assert image.convert("L").getpixel((5, 5)) == 128


@pytest.mark.parametrize(
    ("sent", "kept", "thumbnail"),
    [
        ((4000, 3000), (2560, 1920), (320, 240)),
        ((3000, 4000), (1920, 2560), (240, 320)),
        ((4000, 1000), (4000, 1000), (320, 160)),
        ((1080, 15000), (1080, 15000), (160, 320)),
        ((15000, 1080), (15000, 1080), (320, 160)),
        ((1440, 20000), (1080, 15000), (160, 320)),
        ((1080, 30000), (777, 21583), (160, 320)),
        ((640, 480), (640, 480), (320, 240)),
    ],
)
def test_a_large_picture_is_made_smaller_and_a_long_one_stays_readable(
    sent: tuple[int, int], kept: tuple[int, int], thumbnail: tuple[int, int]
) -> None:
    file = keep(samples.picture("JPEG", sent, quality=10))
    assert (file.width, file.height) == kept
    with Image.open(open_file(file)) as image, Image.open(open_file(file, thumbnail=True)) as small:
        assert (image.size, small.size) == (kept, thumbnail)


SIDES = st.integers(1, 70_000)


@given(SIDES, SIDES)
def test_a_picture_keeps_its_shape_and_never_grows(width: int, height: int) -> None:
    kept = bounded((width, height))
    assert kept[0] <= width
    assert kept[1] <= height
    assert kept[0] * kept[1] <= BOUNDS["area"]
    assert max(kept) <= BOUNDS["side"]
    if min(kept) > 1:
        assert kept[0] / kept[1] == pytest.approx(width / height, rel=1 / min(kept))
    # As large as it was, or at one of the bounds.
    at_a_bound = (
        max(kept) in {BOUNDS["long"], BOUNDS["side"]}
        or min(kept) == BOUNDS["short"]
        or kept[0] * kept[1] > BOUNDS["area"] * 0.9
    )
    assert kept == (width, height) or at_a_bound


def test_a_thumbnail_of_a_long_screenshot_shows_its_beginning() -> None:
    image = Image.new("RGB", (1080, 12000), "blue")
    image.paste("red", (0, 0, 1080, 2160))
    out = io.BytesIO()
    image.save(out, "PNG")
    with Image.open(open_file(keep(out.getvalue()), thumbnail=True)) as small:
        assert small.convert("RGB").resize((1, 1)).tobytes()[0] > 200


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("lost", [1, 2, 3, 100])
def test_a_jpeg_whose_last_bytes_were_lost_is_taken(progressive: bool, lost: int) -> None:
    sent = samples.noise((800, 600), progressive=progressive)
    file = keep(sent[:-lost])
    assert (file.width, file.height, file.thumbnail) == (800, 600, True)
    with Image.open(open_file(file)) as image:
        image.load()


def test_a_jpeg_of_which_less_than_half_arrived_is_refused() -> None:
    sent = samples.noise((800, 600))
    assert keep(sent[: len(sent) * 6 // 10]).height == 600
    for share in (4, 1):
        with pytest.raises(Refused, match="damaged"):
            keep(sent[: len(sent) * share // 10])


@pytest.mark.parametrize(("kind", "lost"), [("PNG", 12), ("GIF", 1)])
def test_other_pictures_may_lack_their_end_mark(kind: str, lost: int) -> None:
    assert keep(samples.picture(kind)[:-lost]).width == 80


def test_what_a_heic_claims_is_found_behind_other_boxes() -> None:
    huge = samples.heic_that_claims(9_000, 9_000)
    end = int.from_bytes(huge[:4], "big")
    # A length in 64 bits.
    other = b"\0\0\0\x01free" + (24).to_bytes(8, "big") + b"12345678"
    with pytest.raises(Refused, match="pixels"):
        keep(huge[:end] + other + huge[end:])
