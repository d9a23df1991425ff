"""Reply: a subject answers to what is held against it; its words stand beside the result."""

from sanling.domain.recognition.situations import recognition_of, stored
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Reply(Verb):
    """Keeps the words."""

    code = "reply"
    at_an_end = True
    asks = {"reply": "long_text"}

    def apply(self, act: Act) -> None:
        """Keep them."""
        stored(act).change.set(recognition_of(act.situation), reply=act.fields["reply"])
