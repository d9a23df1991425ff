"""Disclose: the mediator tells all sides of a relation that may affect fairness (法释〔2021〕23号 13)."""

from sanling.domain.workflow.verbs import Verb


class Disclose(Verb):
    """Changes nothing; a side may object."""

    code = "disclose"
    asks = {"relation": "long_text"}
