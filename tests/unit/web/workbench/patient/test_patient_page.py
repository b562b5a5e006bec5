"""The patient page: what it says, who may open it, how many questions it asks of the database."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.db import connection


def test_first(world, hers):
    with CaptureQueriesContext(connection) as queries:
        answer = hers.get(f"/patients/{world.ana.public_id}/")
    __import__("pathlib").Path("/tmp/t/pagesp.html").write_text(answer.text)
    print(answer.status_code, len(queries), len(answer.content))
    for q in queries:
        print(q["sql"][:110])
    assert answer.status_code == 200
