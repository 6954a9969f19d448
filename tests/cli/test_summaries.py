"""`summaries`: sums compared with the ledger they are made of, and made anew."""

from sqlalchemy import update

from tests.mastery.test_views import sit
from trainer.db import writing
from trainer.mastery.tables import MasteryCell


def test_sums_are_compared_and_made_anew(run, site, session, cast):
    sit(session, cast.front)
    whole = run("summaries")
    assert whole.exit_code == 0
    assert "客服部: the sums are what the ledger says." in whole.output
    with writing(session):
        session.execute(update(MasteryCell).where(MasteryCell.department_id == 1).values(points=0.0))
    damaged = run("summaries")
    assert damaged.exit_code == 1
    assert f"person {cast.front.person_id}, clause" in damaged.output
    assert run("summaries", "--rebuild").exit_code == 0
    assert run("summaries").exit_code == 0
