"""The kinds of file that are taken: what residents' phones and clerks' computers make."""

from dataclasses import dataclass

_OOXML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken; a picture is re-encoded, and shown in place like a PDF."""

    media_type: str
    extension: str
    picture: bool = False
    inline: bool = False


JPEG = Kind("image/jpeg", ".jpg", picture=True, inline=True)
PNG = Kind("image/png", ".png", picture=True, inline=True)
WEBP = Kind("image/webp", ".webp", picture=True, inline=True)
GIF = Kind("image/gif", ".gif", picture=True, inline=True)
HEIC = Kind("image/heic", ".heic", picture=True)
PDF = Kind("application/pdf", ".pdf", inline=True)
OFD = Kind("application/ofd", ".ofd")
DOCX = Kind(f"{_OOXML}.wordprocessingml.document", ".docx")
XLSX = Kind(f"{_OOXML}.spreadsheetml.sheet", ".xlsx")
DOC = Kind("application/msword", ".doc")
XLS = Kind("application/vnd.ms-excel", ".xls")
TEXT = Kind("text/plain", ".txt")
MP3 = Kind("audio/mpeg", ".mp3")
M4A = Kind("audio/mp4", ".m4a")
AAC = Kind("audio/aac", ".aac")
AMR = Kind("audio/amr", ".amr")
AMR_WB = Kind("audio/amr-wb", ".awb")
WAV = Kind("audio/wav", ".wav")
# What browsers record.
WEBM = Kind("audio/webm", ".webm")
OGG = Kind("audio/ogg", ".ogg")
MP4 = Kind("video/mp4", ".mp4")
MOV = Kind("video/quicktime", ".mov")
THREE_GP = Kind("video/3gpp", ".3gp")
AVI = Kind("video/x-msvideo", ".avi")

KINDS = {
    kind.media_type: kind
    for kind in (
        *(JPEG, PNG, WEBP, GIF, PDF, OFD, DOCX, XLSX, DOC, XLS, TEXT),
        *(MP3, M4A, AAC, AMR, AMR_WB, WAV, WEBM, OGG, MP4, MOV, THREE_GP, AVI),
    )
}
