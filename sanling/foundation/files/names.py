"""Names of files as people sent them, made harmless."""

import re

from sanling.foundation.cleaning import clean_line

MAX_LENGTH = 100


def clean_name(raw: str, *, extension: str) -> str:
    """Return the last part of a name without control, direction and reserved characters, with this extension.

    The extension (".pdf") is that of the content, whatever the sender called it.
    """
    # Cleaning also removes what turns a name's direction round.
    name = clean_line(raw[:1000]).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r'[<>:"|?*%;]', "_", name)
    stem = re.sub(r"\.[^.\s]{1,5}$", "", name).strip(". ")[:MAX_LENGTH].strip(". ")
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", stem):
        stem = f"_{stem}"
    return f"{stem or 'file'}{extension}"
