"""The automated aids: what each is for, its switch, its uses, and how people agree with it, group by group."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairway.base import aids as register
from fairway.plan.themes import queries
from fairway.web.access import PLAN_STAFF, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.plan.themes import presenters


@staff_only(*PLAN_STAFF)
@require_safe
def aids(request: WorkplaceRequest) -> HttpResponse:
    """Every registered aid with its card; an administrator sees the switch."""
    staff = request.staff
    zone, people = ZoneInfo(staff.program.time_zone), queries.people(staff)
    switches = register.switches(staff.program_id)
    agreed, (kept, judged) = queries.agreement_with_people(staff), queries.confirmed_share(staff)
    context = {
        "tabs": presenters.tabs("plan_aids"),
        "cards": [
            presenters.AidCard(
                aid,
                switches.get(aid.id),
                register.runs(staff.program_id, aid_id=aid.id),
                zone=zone,
                people=people,
            )
            for aid in register.registered()
        ],
        "audit": [presenters.AuditLine.of(one) for one in queries.by_group(staff)],
        "agreed": agreed,
        "percent": None if agreed.share is None else round(100 * agreed.share),
        "kept": kept,
        "judged": judged,
        "may_switch": staff.role == "administrator",
    }
    return render(request, "plan/themes/aids.html", context)


@staff_only("administrator")
@require_POST
def switch(request: WorkplaceRequest, aid: str) -> HttpResponse:
    """On or off for this program."""
    on = request.POST.get("on") == "yes"
    try:
        register.switch(
            aid_id=aid,
            program_id=request.staff.program_id,
            on=on,
            by=request.staff.actor,
            at=request.at,
        )
    except register.NoSuchAid:
        raise Http404 from None
    messages.success(request, _("The aid is on.") if on else _("The aid is off. Everything works without it."))  # fmt: skip
    return redirect("plan_aids")
