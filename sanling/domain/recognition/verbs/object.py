"""Object: somebody holds something against a recognition while it is published."""

from sanling.domain.recognition.passing import Passes


class Object(Passes):
    """Holds the publication back, and hands it to who decides; what was said lies beside, for them alone."""

    code = "object"
