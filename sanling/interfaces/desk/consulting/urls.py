"""Addresses of questions and answers; they are reached from their matters."""

from django.urls import path

from sanling.interfaces.desk.consulting.answers import answer, answers, decide_answer, take_back_answer
from sanling.interfaces.desk.consulting.draft import answer_draft, question_consent

urlpatterns = [
    path("answers/", answers, name="answers"),
    path("answers/<int:answer_id>/", answer, name="answer"),
    path("answers/<int:answer_id>/decide/", decide_answer, name="decide_answer"),
    path("answers/<int:answer_id>/withdraw/", take_back_answer, name="withdraw_answer"),
    path("matters/<str:number>/publication/", answer_draft, name="answer_draft"),
    path("matters/<str:number>/publication/consent/", question_consent, name="question_consent"),
]
