"""Mails, by a server of the city's own (SMTP, RFC 5321)."""

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from sanling.env import MailServer
from sanling.foundation.cleaning import clean_line
from sanling.foundation.delivery.channels.base import Message, NotSent
from sanling.foundation.outward import TIMEOUT_SECONDS

_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class Email:
    """Writes a mail in plain text, whose subject is the text itself."""

    name = "email"
    addressed = "email"

    def is_set_up(self) -> bool:
        """Tell whether there is a server, and a sender."""
        return bool(settings.MAIL_SERVER and settings.MAIL_FROM)

    def send(self, message: Message) -> None:
        """Hand the mail to the server. Raises NotSent."""
        server = settings.MAIL_SERVER
        if server is None:
            raise NotSent("There is no mail server.")
        try:
            _mail(message, server).send()
        except SMTPRecipientsRefused as error:
            # What a server says names the address.
            (code, _said), *_more = error.recipients.values()
            raise NotSent(f"{server.host} refused the recipient ({code}).", lasting=code >= 500) from error
        except (SMTPException, OSError) as error:
            why = error.smtp_code if isinstance(error, SMTPResponseException) else type(error).__name__
            raise NotSent(f"{server.host} did not take the mail ({why}).") from error


def _mail(message: Message, server: MailServer) -> EmailMessage:
    return EmailMessage(
        subject=clean_line(message.text),
        body=f"{message.text}\n\n{message.link}\n",
        from_email=settings.MAIL_FROM,
        to=[message.address],
        # By which mail programs drop what comes twice.
        headers={"Message-ID": f"<{message.key}@{settings.MAIL_FROM.rpartition('@')[2]}>"},
        connection=get_connection(
            _BACKEND,
            host=server.host,
            port=server.port,
            username=server.user,
            password=settings.MAIL_PASSWORD,
            use_ssl=server.over_tls,
            use_tls=server.starts_tls,
            timeout=TIMEOUT_SECONDS,
        ),
    )
