"""Hand on: a recognition comes to the desk of another state."""

from sanling.domain.recognition.passing import Passes


class HandOn(Passes):
    """Changes the state, and with it the desk."""

    code = "hand_on"
