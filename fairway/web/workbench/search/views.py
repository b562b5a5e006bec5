"""Finding a person, with or without an open case. What was typed stays in the session and out of addresses."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairway.people import queries as people
from fairway.web.access import CARE_TEAM, staff_only
from fairway.web.middleware import WorkplaceRequest
from fairway.web.workbench.worklist import wording
from fairway.web.workbench.worklist.forms import LONGEST

TEXT = "search-text"
MOST = 50


@staff_only(*CARE_TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: WorkplaceRequest) -> HttpResponse:
    """Keep the words (POST), then show who is found (GET), so that a reload asks nothing twice."""
    if request.method == "POST":
        request.session[TEXT] = request.POST.get("text", "").strip()[:LONGEST]
        return redirect("search")
    text = request.session.get(TEXT, "")
    found = people.search(request.staff, text, limit=MOST + 1)
    context = {
        "text": text,
        "found": [
            {
                "id": one.public_id,
                "name": one.name,
                "born": wording.day(one.birth_date, one.birth_precision),
                "language": wording.language_name(one.language),
                "site": one.site.name if one.site else "",
            }
            for one in found[:MOST]
        ],
        "is_more": len(found) > MOST,
    }
    return render(request, "workbench/search.html", context)
