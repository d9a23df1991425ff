"""Register: a matter begins."""

from sanling.domain.workflow.verbs import Tells, Verb


class Register(Verb):
    """Makes a matter, which `actions/register.py` does: there is none yet to act on."""

    code = "register"
    registers = True
    tells = Tells("matter.registered", "owners")
