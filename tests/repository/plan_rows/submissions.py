"""Who gets what at the addresses of submissions."""

from typing import Any

from tests.factories.plan_intake import (
    CampaignFactory,
    DeadlineFactory,
    HoldFactory,
    SubmissionFactory,
)
from tests.repository.plan_rows import PlanRow, PlanWorld

HER_OWN = (302, 200, 200, 404, 403)
FOR_STAFF = (302, 200, 200, 200, 403)


def _submission(world: PlanWorld) -> dict[str, Any]:
    return {"submission": SubmissionFactory(program=world.program).public_id}


def _deed(world: PlanWorld) -> dict[str, Any]:
    return _submission(world) | {"deed": "acknowledged"}


def _hold(world: PlanWorld) -> dict[str, Any]:
    submission = SubmissionFactory(program=world.program, state="held")
    return {"hold": HoldFactory(submission=submission).public_id}


def _campaign(world: PlanWorld) -> dict[str, Any]:
    letter = SubmissionFactory(program=world.program)
    letter.campaign = CampaignFactory(program=world.program, medoid=letter)
    letter.save()
    return {"campaign": letter.campaign.public_id}


def _deadline(world: PlanWorld) -> dict[str, Any]:
    return {"deadline": DeadlineFactory(program=world.program).public_id}


def _job(world: PlanWorld) -> dict[str, Any]:
    from fairway.base.jobs import ask
    from tests.factories.base import AT

    job = ask(
        "plan-intake", args={"kind": "chat"}, by="staff:1", at=AT, program_id=world.program.pk
    )
    return {"job": job.public_id}


ROWS = [
    PlanRow("plan_submissions", *FOR_STAFF),
    PlanRow("plan_submissions_export", *FOR_STAFF),
    PlanRow("plan_submissions_move", 302, 302, 302, 302, 403, "post"),
    PlanRow("plan_intake_files", *FOR_STAFF),
    PlanRow("plan_intake_columns", 302, 302, 302, 302, 403, "post"),
    PlanRow("plan_intake_file", *HER_OWN, arguments=_job),
    PlanRow("plan_intake_post", *FOR_STAFF),
    PlanRow("plan_deadlines", *FOR_STAFF),
    PlanRow("plan_deadline_reclassify", 302, 302, 302, 404, 403, "post", _deadline),
    PlanRow("plan_campaigns", *FOR_STAFF),
    PlanRow("plan_campaigns_group", 302, 302, 302, 302, 403, "post"),
    PlanRow("plan_campaign", *HER_OWN, arguments=_campaign),
    PlanRow("plan_hold_decide", 302, 302, 302, 404, 403, "post", _hold, {"decision": "released"}),
    PlanRow("plan_submission", *HER_OWN, arguments=_submission),
    PlanRow("plan_submission_withdraw", *HER_OWN, arguments=_submission),
    PlanRow("plan_submission_acknowledgment", 302, 200, 200, 404, 403, "post", _submission),
    PlanRow("plan_submission_deed", 302, 302, 302, 404, 403, "post", _deed),
]
PUBLIC: set[str] = set()
