"""People who sit quizzes of the small ground, as many as a test wants."""

from datetime import date

from sqlalchemy import select

from tests.cast import PASSWORD
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.attempts.tables import AttemptItem
from trainer.people import service as people
from trainer.people.model import Role, Viewer
from trainer.quizzes import types


def hire(ground, count: int, department: int = 1) -> list[Viewer]:
    """Add so many front-desk people."""
    found = []
    for n in range(count):
        number = f"7{department}{n:03}"
        people.add_person(
            ground.session,
            None,
            department_id=department,
            staff_number=number,
            name=f"员工{n:03}",
            position="front_desk",
            role=Role.STAFF,
            hired_on=date(2026, 1, 5),
            password=PASSWORD,
            cost="test",
            must_change=False,
        )
        row = people.find(ground.session, number)
        found.append(
            Viewer(
                row.id,
                0,
                number,
                row.name,
                Role.STAFF,
                row.position,
                department,
                "客服部",
                must_change_password=False,
                locale=None,
            )
        )
    ground.session.rollback()
    return found


def sit(ground, viewer, quiz="plain", **answers) -> int:
    """Sit a quiz: everything right unless `answers` say otherwise by question; None leaves it open."""
    attempt_id = attempts.start(ground.session, viewer, quiz, Rules(60))
    sitting = attempts.fetch(ground.session, viewer, attempt_id)
    for question in attempts.questions(ground.session, sitting):
        key = types.get(question.item.type).key(question.item)
        body = answers.get(question.item.id, key)
        if body is not None:
            attempts.answer(ground.session, viewer, attempt_id, question.slot, 1, body)
    attempts.submit(ground.session, viewer, attempt_id)
    return attempt_id


def hash_of(ground, name: str) -> str:
    """The wording of a question."""
    found = ground.session.scalar(
        select(AttemptItem.item_hash).where(AttemptItem.question_id == name).limit(1)
    )
    ground.session.rollback()
    return found
