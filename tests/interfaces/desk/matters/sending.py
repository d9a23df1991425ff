"""Forms of acts, as a matter's page sends them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sanling.domain.matters.models import Matter


def url(matter: Matter) -> str:
    """Return the address of a matter's page."""
    return f"/desk/matters/{matter.number}/"


def form(matter: Matter, action: str, key: str = "once", **fields: object) -> dict[str, object]:
    """Return what the form of an act sends."""
    return {"_act": action, "_version": matter.version, "_key": key, **fields}


def photo() -> SimpleUploadedFile:
    """Return a small green picture."""
    data = BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "PNG")
    return SimpleUploadedFile("清理后.png", data.getvalue(), "image/png")
