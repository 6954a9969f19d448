"""How months end in the demonstration: settled, closed, signed, one opened again; and the appraisal's scheme.

Nothing happens today: on the first day of a month the month that has just ended is not closed yet.
"""

from datetime import timedelta
from functools import partial
from typing import Final

from flask import current_app
from flask_babel import force_locale

from trainer import clock
from trainer.appraisal import service as appraisal
from trainer.appraisal.model import Scheme
from trainer.demo import teaching
from trainer.demo.door import Door
from trainer.demo.history import History
from trainer.demo.lectures import forgotten
from trainer.demo.marking import confirm_waiting
from trainer.demo.model import DEPARTMENT
from trainer.duty import printed
from trainer.duty import service as duty
from trainer.duty.closed import LACK_NAMES, Lack
from trainer.duty.model import Month
from trainer.duty.snapshot import Snapshot
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.period import Period
from trainer.standard.model import Site
from trainer.web.filters import month_name

ANSWERS: Final = {
    Lack.ATTENDANCE: "人数已在纸上签到，月初补录。",
    Lack.UNDECIDED: "改到下月，日期另定。",
    Lack.ABSENCE: "当班，已单独补讲。",
    Lack.RESULT: "没有考到的人，下月晨训时补考。",
    Lack.OVERDUE: "已当面催过，放进下月的补考名单。",
    Lack.AGAIN: "已约好补考，和下月的晨训一起安排。",
    Lack.SIGNATURE: "本人轮休，回来就签。",
}
REOPENED: Final = "漏记了一次班前会，补录后重新关账。"
SCHEME: Final = Scheme(quizzes=50, observations=40, participation=10)
WHY_SCHEME: Final = "现场做得到比卷面答得出更要紧：现场考核从三成加到四成，测验减到五成。"
SUPERVISOR, MANAGER = "0001", "0002"


def plan(history: History, door: Door, site: Site) -> None:
    """Put the ends of the last two months into the queue; both leaders settle what waits for them first."""
    first = history.today.replace(day=1)
    last = Month.of(first - timedelta(days=1))
    before = Month.of(last.first - timedelta(days=1))
    opened, day = (last.first - history.today).days, (first - history.today).days
    history.at(opened, 17.7, partial(_close, history, site, before))
    history.at(opened + 9, 16.1, partial(_reopen, history, before))
    history.at(opened + 9, 16.4, partial(_close, history, site, before))
    history.at(opened + 10, 9.6, partial(_sign, history, door, before))
    if day < 0:
        history.at(day, 17.7, partial(_close, history, site, last))
        history.at(day + 1, 18.2, partial(_sign, history, door, last))
    history.at(day, 17.9, partial(_weigh, history, last))


def _close(history: History, site: Site, month: Month) -> None:
    for leader in (SUPERVISOR, MANAGER):
        confirm_waiting(history.session, history.viewers[leader])
    duty.close(
        history.session,
        history.viewers[SUPERVISOR],
        history.department_id,
        month,
        ANSWERS,
        zone=history.zone,
        print_=partial(_print, history, site),
    )


def _print(history: History, site: Site, kept: Snapshot) -> tuple[str, bytes]:
    """Return the paper; it is Chinese whatever the language of the command that makes the demonstration."""
    made = kept.record
    cards = people.cards(history.session, history.department_id)
    with current_app.test_request_context(), force_locale("zh_Hans"):
        said = [(f"{LACK_NAMES[one.lack]} ({one.count})", one.text) for one in kept.said]
        return printed.pdf(
            made,
            cards,
            heading=_("Training duty record %(month)s", month=month_name(made.month.first)),
            organisation=site.organisation,
            department=DEPARTMENT,
            register=list(history.edition.items("clause")),
            printed=clock.localise(clock.now(), history.zone),
            demo=True,
            closing=printed.Frozen(kept.number, kept.version, said),
        )


def _sign(history: History, door: Door, month: Month) -> None:
    viewer = history.viewers[MANAGER]
    closing = duty.closed(history.session, history.department_id, month)
    if closing is not None:
        duty.sign(history.session, viewer, closing.id, door.password, closing.pdf_hash, door.rules)


def _reopen(history: History, month: Month) -> None:
    """Open a month again for a class that nobody had entered, and enter it."""
    closing = duty.closed(history.session, history.department_id, month)
    if closing is not None:
        duty.reopen(history.session, history.viewers[SUPERVISOR], closing.id, REOPENED)
        teaching.record(history, forgotten((month.last - history.today).days))


def _weigh(history: History, month: Month) -> None:
    """Change what the marks of a month are made of, with a reason."""
    period = Period(month.first, month.last)
    leader = history.viewers[MANAGER]
    appraisal.change(history.session, leader, history.department_id, period, SCHEME, 0, WHY_SCHEME)
