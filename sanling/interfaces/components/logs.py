"""What never reaches a log: the secret in the address of a matter's link, or of a picture that is not sent yet."""

import logging
import re

_LINK = re.compile(r"(/t/|/report/picture/|/public/matters/|/tokens/)[A-Za-z0-9_.:%-]{16,}")


class HideSecretLinks(logging.Filter):
    """Put "…" in the place of a link's secret, wherever a message, its parameters or a traceback name one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mend the record, and keep it."""
        message = record.getMessage()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _LINK.sub(r"\1…", record.exc_text)
        record.msg, record.args = _LINK.sub(r"\1…", message), ()
        return True
