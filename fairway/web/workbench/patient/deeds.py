"""What one may do on a person's page: one line a deed, with its form, its words and the one action it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fairway.navigation.worklist import actions
from fairway.web.access import CARE_TEAM, LEADS
from fairway.web.workbench.patient.asked import Asked
from fairway.web.workbench.patient.forms import clocks, facts, person
from fairway.web.workbench.patient.forms.base import DeedForm, Nothing

Act = Callable[[Asked, Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One deed. `section` is where on the page its result stands; `undo` the deed that takes it back.

    `act` gets what the deed is about and the valid form; it calls one action.
    """

    title: str | Promise
    button: str | Promise
    done: str | Promise
    form: type[DeedForm]
    act: Act
    section: str
    explain: str | Promise = ""
    undo: str = ""
    roles: tuple[str, ...] = CARE_TEAM


def _step(asked: Asked) -> dict[str, Any]:
    return {
        "episode_id": asked.case.id,
        "key": asked.step.key,
        "occasion": asked.step.occasion,
        **asked.now,
    }


def _log(asked: Asked, form: DeedForm) -> Any:
    said = dict(form.cleaned_data)
    episode_id = UUID(said.pop("episode_id"))
    return actions.log_attempt(
        episode_id=episode_id, attempt=actions.AttemptFacts(**said), **asked.then
    )


def _correct(asked: Asked, form: DeedForm) -> Any:
    return actions.correct_event(event_id=asked.event.id, **form.cleaned_data, **asked.now)


def _caregiver(asked: Asked, form: DeedForm) -> Any:
    return actions.add_caregiver(patient_id=asked.patient_id, **form.cleaned_data, **asked.then)


CASES = {
    "pause": Deed(
        title=_("Pause the clocks of this case"), button=_("Pause"), done=_("The clocks are paused."),
        form=clocks.PauseForm, section="cases", undo="undo-pause",
        explain=_("A pause is the person’s own: a choice, a pregnancy, travel. Waiting on a clinic or an insurer is no pause: mark the step as waiting instead."),
        act=lambda asked, form: actions.pause_clock(episode_id=asked.case.id, **form.cleaned_data, **asked.now),
    ),
    "resume": Deed(
        title=_("Let the clocks run again"), button=_("Resume"), done=_("The clocks run again."),
        form=clocks.ResumeForm, section="cases",
        act=lambda asked, form: actions.resume_clock(episode_id=asked.case.id, **form.cleaned_data, **asked.now),
    ),
    "undo-pause": Deed(
        title=_("Take this pause back"), button=_("Take back"), done=_("The pause was taken back."),
        explain=_("The clocks run as if it had not been. It stays in the history."),
        form=Nothing, section="cases",
        act=lambda asked, form: actions.undo_pause(pause_id=asked.deed_id("pause"), **asked.now),
    ),
    "not-needed": Deed(
        title=_("Mark this step as not needed"), button=_("Not needed"), done=_("The step is marked as not needed."),
        form=clocks.NotNeededForm, section="cases", undo="undo-decision",
        act=lambda asked, form: actions.mark_not_needed(**form.cleaned_data, **_step(asked)),
    ),
    "waiting": Deed(
        title=_("Mark this step as waiting on someone"), button=_("Waiting"), done=_("The step is marked as waiting."),
        explain=_("The clock runs on: what is late stays late, and the list says whom you wait for."),
        form=clocks.WaitingForm, section="cases", undo="undo-decision",
        act=lambda asked, form: actions.mark_waiting(**form.cleaned_data, **_step(asked)),
    ),
    "undo-decision": Deed(
        title=_("Take this decision back"), button=_("Take back"), done=_("The decision was taken back."),
        form=Nothing, section="cases",
        act=lambda asked, form: actions.undo_decision(decision_id=asked.deed_id("decision"), **asked.now),
    ),
    "close": Deed(
        title=_("Close this case"), button=_("Close the case"), done=_("The case is closed."),
        explain=_("The person’s other cases stay open. A closed case can be opened again."),
        form=clocks.CloseForm, section="cases",
        act=lambda asked, form: actions.close_episode(episode_id=asked.case.id, **form.cleaned_data, **asked.then),
    ),
    "reopen": Deed(
        title=_("Open this case again"), button=_("Open again"), done=_("The case is open again."),
        form=clocks.ReopenForm, section="cases",
        act=lambda asked, form: actions.reopen_episode(episode_id=asked.case.id, **form.cleaned_data, **asked.now),
    ),
    "resolve": Deed(
        title=_("Resolve this alert"), button=_("Resolve the alert"), done=_("The alert is resolved."),
        form=clocks.AlertForm, section="alerts",
        act=lambda asked, form: actions.resolve_alert(alert_id=asked.deed_id("alert"), **form.cleaned_data, **asked.then),
    ),
    "hand-off": Deed(
        title=_("Offer this case to a colleague"), button=_("Offer"), done=_("The case is offered. Until it is accepted, its owner stays responsible."),
        form=clocks.HandOffForm, section="cases", undo="withdraw",
        act=lambda asked, form: actions.offer_hand_off(episode_id=asked.case.id, **form.cleaned_data, **asked.then),
    ),
    "accept": Deed(
        title=_("Accept this case"), button=_("Accept"), done=_("The case is yours now."),
        form=Nothing, section="cases",
        act=lambda asked, form: actions.accept_hand_off(hand_off_id=asked.deed_id("hand-off"), **asked.then),
    ),
    "decline": Deed(
        title=_("Decline this case"), button=_("Decline"), done=_("You declined. The case stays with its owner."),
        form=clocks.DeclineForm, section="cases",
        act=lambda asked, form: actions.decline_hand_off(hand_off_id=asked.deed_id("hand-off"), **form.cleaned_data, **asked.then),
    ),
    "withdraw": Deed(
        title=_("Withdraw the offer"), button=_("Withdraw"), done=_("The offer is withdrawn."),
        form=Nothing, section="cases",
        act=lambda asked, form: actions.withdraw_hand_off(hand_off_id=asked.deed_id("hand-off"), **asked.then),
    ),
    "take-over": Deed(
        title=_("Take this case over"), button=_("Take over"), done=_("The case is yours now."),
        form=clocks.TakeOverForm, section="cases", roles=LEADS, undo="give-back",
        act=lambda asked, form: actions.take_over(episode_id=asked.case.id, **form.cleaned_data, **asked.then),
    ),
    "give-back": Deed(
        title=_("Give this case back"), button=_("Give back"), done=_("The case is back with the one who had it."),
        explain=_("For one that you took over yourself. An offer that lapsed then is not made again."),
        form=Nothing, section="cases", roles=LEADS,
        act=lambda asked, form: actions.give_back(episode_id=asked.case.id, **asked.then),
    ),
}  # fmt: skip

FACTS = {
    "record": Deed(
        title=_("Record what happened"), button=_("Record"), done=_("Recorded. The clocks are worked out again."),
        form=facts.FactForm, section="facts", undo="retract",
        act=lambda asked, form: actions.record_event(patient_id=asked.patient_id, kind=form.kind, **form.cleaned_data, **asked.now),
    ),
    "correct": Deed(
        title=_("Correct this fact"), button=_("Correct"), done=_("Corrected. The clocks are worked out again."),
        explain=_("The old version stays in the list of facts, marked as corrected."),
        form=facts.CorrectionForm, section="facts", act=_correct,
    ),
    "retract": Deed(
        title=_("Take this fact back"), button=_("Take back"), done=_("Taken back. The clocks are worked out again."),
        explain=_("For what did not happen, or belongs to someone else. It stays in the list of facts, marked as taken back."),
        form=facts.RetractionForm, section="facts",
        act=lambda asked, form: actions.retract_event(event_id=asked.event.id, **form.cleaned_data, **asked.now),
    ),
    "book": Deed(
        title=_("Book a visit"), button=_("Book"), done=_("The visit is booked."),
        form=facts.VisitForm, section="visits",
        act=lambda asked, form: actions.book_by_hand(patient_id=asked.patient_id, **form.cleaned_data, **asked.now),
    ),
    "visit": Deed(
        title=_("What became of this visit"), button=_("Save"), done=_("Saved."),
        form=facts.VisitStatusForm, section="visits",
        act=lambda asked, form: actions.change_appointment(appointment_id=asked.visit.id, **form.cleaned_data, **asked.now),
    ),
    "contact": Deed(
        title=_("Log a contact"), button=_("Log it"), done=_("The contact is logged."),
        form=facts.AttemptForm, section="contacts", act=_log, undo="undo-contact",
    ),
    "undo-contact": Deed(
        title=_("Take this contact back"), button=_("Take back"), done=_("The contact was taken back."),
        explain=_("For one that was logged by mistake. It stays in the list, marked."),
        form=Nothing, section="contacts",
        act=lambda asked, form: actions.undo_attempt(attempt_id=asked.attempt_id, **asked.then),
    ),
    "note": Deed(
        title=_("Write a note"), button=_("Save the note"), done=_("The note is saved."),
        form=facts.NoteForm, section="notes",
        act=lambda asked, form: actions.write_note(patient_id=asked.patient_id, **form.cleaned_data, **asked.then),
    ),
    "amend": Deed(
        title=_("Amend this note"), button=_("Save the note"), done=_("The note is saved; the old one stays below it."),
        form=facts.AmendForm, section="notes",
        act=lambda asked, form: actions.amend_note(note_id=asked.note.id, **form.cleaned_data, **asked.then),
    ),
}  # fmt: skip

PERSON = {
    "birth-date": Deed(
        title=_("Birth date"), button=_("Save"), done=_("Saved."), form=person.BirthDateForm, section="before",
        act=lambda asked, form: actions.choose_birth_date(patient_id=asked.patient_id, **form.cleaned_data, **asked.then),
    ),
    "language": Deed(
        title=_("Language"), button=_("Save"), done=_("Saved."), form=person.LanguageForm, section="before",
        act=lambda asked, form: actions.set_answer(patient_id=asked.patient_id, kind="language", answer=form.answer, **asked.then),
    ),
    "interpreter": Deed(
        title=_("Interpreter"), button=_("Save"), done=_("Saved."), form=person.InterpreterForm, section="before",
        act=lambda asked, form: actions.set_answer(patient_id=asked.patient_id, kind="interpreter", answer=form.answer, **asked.then),
    ),
    "access": Deed(
        title=_("Access needs and safe contact"), button=_("Save"), done=_("Saved."), form=person.AccessForm, section="before",
        act=lambda asked, form: actions.set_access(patient_id=asked.patient_id, **form.cleaned_data, **asked.then),
    ),
    "reach": Deed(
        title=_("Add a number or an address"), button=_("Add"), done=_("Added."), form=person.ReachForm, section="before",
        act=lambda asked, form: actions.add_contact_point(patient_id=asked.patient_id, facts=form.facts, **form.rules, **asked.then),
    ),
    "reach-rules": Deed(
        title=_("What is safe for this number"), button=_("Save"), done=_("Saved."), form=person.ReachRulesForm, section="before",
        act=lambda asked, form: actions.set_contact_rules(contact_point_id=asked.reach.id, **form.rules, **asked.then),
    ),
    "caregiver": Deed(
        title=_("Add a caregiver"), button=_("Add"), done=_("Added."), form=person.CaregiverForm, section="before", act=_caregiver,
    ),
    "revoke": Deed(
        title=_("End this caregiver’s permission"), button=_("End it"), done=_("From now on nothing may be discussed with this caregiver."),
        form=Nothing, section="before",
        act=lambda asked, form: actions.revoke_caregiver(caregiver_id=asked.caregiver.id, **asked.then),
    ),
}  # fmt: skip

DEEDS: dict[str, Deed] = CASES | FACTS | PERSON
# What each deed's address names; a deed that is not here is about the person alone.
ABOUT: dict[str, Callable[[Asked], Any]] = {
    **dict.fromkeys(["pause", "resume", "close", "reopen", "hand-off", "take-over", "give-back"], lambda asked: asked.case),
    **dict.fromkeys(["not-needed", "waiting"], lambda asked: asked.step),
    **dict.fromkeys(["correct", "retract"], lambda asked: asked.event),
    **dict.fromkeys(["accept", "decline", "withdraw"], lambda asked: asked.deed_id("hand-off")),
    "undo-pause": lambda asked: asked.deed_id("pause"),
    "undo-decision": lambda asked: asked.deed_id("decision"),
    "resolve": lambda asked: asked.deed_id("alert"),
    "record": lambda asked: asked.kind,
    "visit": lambda asked: asked.visit,
    "undo-contact": lambda asked: asked.attempt_id,
    "amend": lambda asked: asked.note,
    "reach-rules": lambda asked: asked.reach,
    "revoke": lambda asked: asked.caregiver,
}  # fmt: skip
