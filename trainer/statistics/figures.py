"""What the pages show of a quiz and of each question in it, made of facts that were gathered; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.attempts.service import VOIDS, Earned, Mending, Sat, Save, in_force, mended_item
from trainer.i18n import lazy as _l
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Item, Json
from trainer.statistics import model
from trainer.statistics.hints import Hint, hints, severity
from trainer.statistics.model import ENOUGH, Choice

SHOWN = 8
"""Different wrong answers of a question that are listed where they were typed."""
AT_ONCE = 1.0
"""Seconds; saves closer together came from one form and tell no time."""


@dataclass(frozen=True)
class QuestionFigures:
    """One question in one wording. A voided one keeps the figures it had, and has no part in the totals."""

    item_hash: str
    item: Item
    current: bool
    """Whether the edition in force has it in this wording."""
    mending: Mending | None
    n: int
    facility: float | None
    index: float | None
    rest: float | None
    seconds: float | None
    """Median seconds from the save before (or the start) to the first answer."""
    timed: int
    unanswered: int
    choices: tuple[Choice, ...] | None
    """None where what was chosen cannot be counted: scenarios and free answers."""
    others: int
    """Answers that are not among the choices listed."""
    hints: tuple[Hint, ...]

    @property
    def voided(self) -> bool:
        """Say whether it counts for nothing at present."""
        return self.mending is not None and self.mending.act in VOIDS


@dataclass(frozen=True)
class QuizFigures:
    """A quiz: `mean`, `deviation` and `error` in percent; `why` says what keeps alpha from being shown."""

    n: int
    provisional: int
    passed: int
    mean: float | None
    deviation: float | None
    alpha: float | None
    why: object
    error: float | None
    histogram: tuple[int, ...]
    questions: tuple[QuestionFigures, ...]

    @property
    def enough(self) -> bool:
        """Say whether there are responses enough for hints in words."""
        return self.n >= ENOUGH


NOT_THE_SAME = _l("not everybody sat the same questions")
TOO_FEW = _l("it needs two people and two questions at least")
NO_SPREAD = _l("all results are the same")


@dataclass
class Facts:
    """What was gathered of the sittings of a quiz, put in order by sitting and by wording."""

    sats: Mapping[int, Sat]
    earned: Mapping[str, Sequence[Earned]]
    answers: Mapping[tuple[int, int], Json]
    seconds: Mapping[tuple[int, int], float]
    voided: frozenset[str]

    def __post_init__(self) -> None:
        """Add up the points that count of each sitting."""
        self.points: dict[int, int] = defaultdict(int)
        self.maxima: dict[int, int] = defaultdict(int)
        for hash_, rows in self.earned.items():
            for row in rows if hash_ not in self.voided else ():
                self.points[row.attempt_id] += row.points
                self.maxima[row.attempt_id] += row.maximum

    def share(self, attempt_id: int) -> float:
        """Return the share of the points that a sitting earned."""
        most = self.maxima.get(attempt_id, 0)
        return self.points[attempt_id] / most if most else 0.0

    def rest(self, hash_: str, row: Earned) -> float | None:
        """Return the share that a sitting earned in all other questions, None where there are no others."""
        counted = hash_ not in self.voided
        most = self.maxima.get(row.attempt_id, 0) - (row.maximum if counted else 0)
        points = self.points.get(row.attempt_id, 0) - (row.points if counted else 0)
        return points / most if most > 0 else None


def facts(
    sats: Sequence[Sat], grades: Iterable[Earned], saves: Iterable[Save], voided: frozenset[str]
) -> Facts:
    """Put in order what was gathered; streams are read once."""
    by_id = {one.id: one for one in sats}
    earned: dict[str, list[Earned]] = defaultdict(list)
    for row in grades:
        if row.attempt_id in by_id:
            earned[row.item_hash].append(row)
    answers, seconds = _answers(by_id, saves)
    return Facts(by_id, earned, answers, seconds, voided)


def _answers(
    sats: Mapping[int, Sat], saves: Iterable[Save]
) -> tuple[dict[tuple[int, int], Json], dict[tuple[int, int], float]]:
    """Return the newest answers, and the seconds that went by before the first one of each question."""
    newest: dict[tuple[int, int], tuple[int, Json]] = {}
    seconds: dict[tuple[int, int], float] = {}
    before: dict[int, datetime] = {one.id: one.started_at for one in sats.values()}
    for save in saves:
        if save.attempt_id not in sats:
            continue
        place = save.attempt_id, save.slot
        gap = (save.saved_at - before[save.attempt_id]).total_seconds()
        if place not in newest and gap >= AT_ONCE:
            seconds[place] = gap
        if place not in newest or save.seq > newest[place][0]:
            newest[place] = save.seq, save.body
        before[save.attempt_id] = save.saved_at
    return {place: body for place, (_seq, body) in newest.items()}, seconds


def quiz_figures(
    of: Facts,
    items: Mapping[str, Item],
    mendings: Mapping[str, Sequence[Mending]],
    current: frozenset[str],
) -> QuizFigures:
    """Return the figures of a quiz and of its questions, the worst first."""
    percents = [one.percent / 100 for one in of.sats.values()]
    alpha, why = _alpha(of)
    spread = model.deviation([100 * of.share(attempt) for attempt in of.sats])
    questions = [
        _question(of, hash_, items[hash_], in_force(mendings.get(hash_, ())), current=hash_ in current)
        for hash_ in of.earned
    ]
    return QuizFigures(
        n=len(percents),
        provisional=sum(one.provisional for one in of.sats.values()),
        passed=sum(one.passed for one in of.sats.values()),
        mean=model.mean(percents),
        deviation=model.deviation(percents),
        alpha=alpha,
        why=why,
        error=model.standard_error(spread, alpha),
        histogram=tuple(model.histogram(percents)),
        questions=tuple(sorted(questions, key=_worst)),
    )


def _worst(one: QuestionFigures) -> tuple[object, ...]:
    """Order by how much a hint presses, then by how many points were lost; voided ones come last."""
    rest = one.rest if one.rest is not None and one.n >= ENOUGH else 2.0
    return one.voided, severity(one.hints), rest if one.hints else 2.0, one.facility or 0.0, one.item.id


def _alpha(of: Facts) -> tuple[float | None, object]:
    counted = [rows for hash_, rows in of.earned.items() if hash_ not in of.voided]
    if len(of.sats) < model.LEAST or len(counted) < model.LEAST:
        return None, TOO_FEW
    if any(len(rows) != len(of.sats) for rows in counted):
        return None, NOT_THE_SAME
    order = {attempt: place for place, attempt in enumerate(of.sats)}
    columns = [
        [float(row.points) for row in sorted(rows, key=lambda row: order[row.attempt_id])] for rows in counted
    ]
    alpha = model.cronbach_alpha(columns)
    return alpha, None if alpha is not None else NO_SPREAD


def _question(
    of: Facts, hash_: str, item: Item, mending: Mending | None, *, current: bool
) -> QuestionFigures:
    rows, keyed = of.earned[hash_], mended_item(item, mending)
    void = hash_ in of.voided
    points = [(row.own_points, row.own_maximum) if void else (row.points, row.maximum) for row in rows]
    pairs = [(row, got / most) for row, (got, most) in zip(rows, points, strict=True) if most]
    shares = [share for _row, share in pairs]
    totals = [of.share(row.attempt_id) for row, _share in pairs]
    both = [(share, rest) for row, share in pairs if (rest := of.rest(hash_, row)) is not None]
    index = model.discrimination_index(shares, totals)
    rest = model.item_rest([share for share, _rest in both], [rest for _share, rest in both])
    choices, others = _choices(of, keyed, [row for row, _share in pairs], totals)
    facility = model.facility_index(shares)
    taken = [of.seconds[place] for row, _share in pairs if (place := _place(row)) in of.seconds]
    return QuestionFigures(
        item_hash=hash_,
        item=keyed,
        current=current,
        mending=mending,
        n=len(shares),
        facility=facility,
        index=index,
        rest=rest,
        seconds=model.median(taken),
        timed=len(taken),
        unanswered=sum(of.answers.get(_place(row)) is None for row, _share in pairs),
        choices=choices,
        others=others,
        hints=() if void else tuple(hints(len(shares), facility, index, rest, choices or ())),
    )


def _place(row: Earned) -> tuple[int, int]:
    return row.attempt_id, row.slot


def _choices(
    of: Facts, item: Item, rows: Sequence[Earned], totals: Sequence[float]
) -> tuple[tuple[Choice, ...] | None, int]:
    """Return what was chosen how often, by all and by both groups, and how many answers are left out."""
    known = quizzes.parts(item)
    if known is None:
        return None, 0
    upper, lower = model.weights(totals)
    whole = (sum(upper) or 1.0, sum(lower) or 1.0)
    found = dict(known)
    count: dict[str, int] = defaultdict(int)
    above: dict[str, float] = defaultdict(float)
    below: dict[str, float] = defaultdict(float)
    for row, high, low in zip(rows, upper, lower, strict=True):
        for part in quizzes.picked(item, of.answers.get(_place(row)), known):
            found.setdefault(part.key, part)
            count[part.key] += 1
            above[part.key] += high
            below[part.key] += low
    made = {
        key: Choice(
            part.label, part.right, part.offered, count[key], above[key] / whole[0], below[key] / whole[1]
        )
        for key, part in found.items()
    }
    must = [choice for choice in made.values() if choice.offered or choice.right]
    more = sorted(
        (choice for choice in made.values() if not (choice.offered or choice.right) and choice.count),
        key=lambda choice: -choice.count,
    )
    return tuple(must + more[:SHOWN]), sum(choice.count for choice in more[SHOWN:])
