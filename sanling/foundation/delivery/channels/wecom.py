"""Messages of an application of WeCom (企业微信)."""

from sanling.foundation.delivery import wecom
from sanling.foundation.delivery.channels.base import Message, NotSent

# Who is no member, or can't be reached by this application, is so the next time.
_LASTING = {40003, 40031, 46004, 60111, 81013}
# Half an hour within which WeCom drops the same message to the same person.
_ONCE_SECONDS = 1800


class WeCom:
    """Writes to the member of the phone's number, by the application's ``message/send``."""

    name = "wecom"
    addressed = "phone"

    def is_set_up(self) -> bool:
        """Tell whether there is an application."""
        return wecom.is_set_up()

    def send(self, message: Message) -> None:
        """Hand the message to WeCom. Raises NotSent with WeCom's own number of what went wrong."""
        try:
            member = wecom.member_of(message.address)
            answer = wecom.call(
                "message/send",
                {
                    "touser": member,
                    "msgtype": "text",
                    "agentid": wecom.agent(),
                    "text": {"content": f"{message.text}\n{message.link}"},
                    "enable_duplicate_check": 1,
                    "duplicate_check_interval": _ONCE_SECONDS,
                },
            )
        except wecom.WeComError as error:
            raise NotSent(str(error), lasting=error.code in _LASTING) from error
        if answer.get("invaliduser"):
            raise NotSent("WeCom can't reach this member by this application.", lasting=True)
