"""What each figure means, in plain words, for the page and for the workbook beside the numbers."""

from typing import Final

from trainer.i18n import lazy as _l

_MEANINGS: Final = (
    (
        _l("Which sittings"),
        _l(
            "Of each person the first sitting of the quiz there ever was: later ones know the questions "
            "already and would make them look easier. “All” counts every sitting as if somebody else had "
            "sat it. Void results do not count."
        ),
    ),
    (
        _l("n"),
        _l("How many responses a figure rests on; a question left open is a response with no points."),
    ),
    (
        _l("Facility index"),
        _l("Mean share of the points, times 100. High is easy. Partial credit counts as the part it is."),
    ),
    (
        _l("Discrimination index"),
        _l(
            "Mean share of the points in the best 27 % by the whole quiz, less that in the weakest 27 %; "
            "from -1 to 1. People with equal results at the edge of a group count in part. Above 0.3 is "
            "good; below 0 the weak do better than the strong."
        ),
    ),
    (
        _l("Item-rest correlation"),
        _l(
            "Correlation of the points in this question with those in all the others (the corrected "
            "point-biserial), from -1 to 1. Above 0.2 is good."
        ),
    ),
    (
        _l("Median time"),
        _l(
            "From the save before, or the start, to the first answer; half of the people took longer. "
            "Saves less than a second apart came from one form and are left out. Time away from the page "
            "counts too."
        ),
    ),
    (
        _l("Standard deviation"),
        _l("How far results spread around the mean, in percentage points."),
    ),
    (
        _l("Cronbach's alpha"),
        _l(
            "How well the questions go together, at most 1; above 0.7 is usual for a quiz. Only where "
            "everybody sat the same questions. Voided questions are left out."
        ),
    ),
    (
        _l("Standard error of measurement"),
        _l(
            "If somebody could sit the quiz anew, about two times in three the result would lie within so "
            "many percentage points of this one."
        ),
    ),
    (
        _l("Hints"),
        _l(
            "Given from 30 responses on. Fewer say too little: one person more or less would turn the "
            "hint around."
        ),
    ),
    (
        _l("Wordings"),
        _l("A question that was changed is another question: each wording has figures of its own."),
    ),
)


def meanings() -> list[tuple[str, str]]:
    """Return label and text of each figure, in the reader's language."""
    return [(str(label), str(text)) for label, text in _MEANINGS]
