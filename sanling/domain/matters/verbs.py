"""Verbs that definitions may use; each is one file in `actions/`."""

from collections.abc import Callable

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.actions.add import add
from sanling.domain.matters.actions.assign import assign
from sanling.domain.matters.actions.classify import classify
from sanling.domain.matters.actions.decide_extension import decide_extension
from sanling.domain.matters.actions.escalate import escalate
from sanling.domain.matters.actions.extend import extend
from sanling.domain.matters.actions.finish_joint import finish_joint
from sanling.domain.matters.actions.follow import follow
from sanling.domain.matters.actions.join_in import join_in
from sanling.domain.matters.actions.merge import merge
from sanling.domain.matters.actions.note import note
from sanling.domain.matters.actions.pause import pause
from sanling.domain.matters.actions.rate import rate
from sanling.domain.matters.actions.refuse import refuse
from sanling.domain.matters.actions.relate import relate
from sanling.domain.matters.actions.reopen import reopen
from sanling.domain.matters.actions.report_in import report_in
from sanling.domain.matters.actions.resolve import resolve
from sanling.domain.matters.actions.resume import resume
from sanling.domain.matters.actions.route import route
from sanling.domain.matters.actions.send_back import send_back
from sanling.domain.matters.actions.sign_for import sign_for
from sanling.domain.matters.actions.split import split

VERBS: dict[str, Callable[[Acting], None]] = {
    "accept": note,
    "refuse": refuse,
    "handle": note,
    "supervise": note,
    "revisit": note,
    "withdraw": note,
    "archive": note,
    "route": route,
    "assign": assign,
    "sign_for": sign_for,
    "return": send_back,
    "escalate": escalate,
    "join_in": join_in,
    "report_in": report_in,
    "finish_joint": finish_joint,
    "extend": extend,
    "decide_extension": decide_extension,
    "pause": pause,
    "resume": resume,
    "add": add,
    "resolve": resolve,
    "rate": rate,
    "reopen": reopen,
    "relate": relate,
    "classify": classify,
    "merge": merge,
    "split": split,
    "follow": follow,
}
