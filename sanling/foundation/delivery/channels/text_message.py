"""Text messages, by the gateway of `sms.py`."""

from sanling.foundation.delivery import sms
from sanling.foundation.delivery.channels.base import Message, NotSent


class TextMessage:
    """Posts ``{"phone", "text", "link"}`` to the gateway."""

    name = "sms"
    addressed = "phone"

    def is_set_up(self) -> bool:
        """Tell whether there is a gateway."""
        return sms.has_gateway()

    def send(self, message: Message) -> None:
        """Hand the message to the gateway, unless the phone has had its share. Raises NotSent."""
        if sms.over_rate(message.address, purpose="notice"):
            raise NotSent("The phone has had its share of messages.")
        try:
            sms.transmit({"phone": message.address, "text": message.text, "link": message.link})
        except sms.SendFailed as error:
            raise NotSent(str(error)) from error
