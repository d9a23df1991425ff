"""Names of files as people sent them, made harmless."""

import re
import unicodedata

MAX_LENGTH = 100


def clean_name(raw: str, *, extension: str) -> str:
    """Return the last part of a name without control, direction and reserved characters, with this extension.

    The extension (".pdf") is that of the content, whatever the sender called it.
    """
    name = unicodedata.normalize("NFC", raw[:1000]).replace("\\", "/").rsplit("/", 1)[-1]
    # Category C holds control and format characters, such as those that turn a name's direction round.
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = re.sub(r'[<>:"|?*%;]', "_", name)
    stem = re.sub(r"\.[^.\s]{1,5}$", "", name).strip(". ")[:MAX_LENGTH].strip(". ")
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", stem):
        stem = f"_{stem}"
    return f"{stem or 'file'}{extension}"
