"""Cards laid out on A4: every page once, each card's next page behind it, nothing across a cut."""

from math import ceil

import pytest

from tests.printing.pages import read, runs
from trainer.printing import service

MM = 72 / 25.4
WIDTH, HEIGHT = 105 * MM, 148.5 * MM


def numbers(body):
    """The number printed on each card, by side and seat (left to right, top to bottom)."""
    found = {}
    for run in runs(body):
        if run.text.startswith("第") or run.text == "页，共":
            continue
        seat = int(run.x // WIDTH) + 2 * (0 if run.y > HEIGHT else 1)
        found.setdefault((run.page, seat), []).append(run.text)
    return found


def order(body, total):
    """Which page of the pack lies at each seat, found by comparing with the pack itself."""
    made = {}
    for (side, seat), texts in numbers(body).items():
        made.setdefault(side, {})[seat] = "".join(texts)
    return [[made[side].get(seat) for seat in range(4)] for side in sorted(made)]


def pack(real, key):
    body = service.printed(real, key, "a6").body
    pages = {}
    for run in runs(body):
        if not (run.text.startswith("第") or run.text == "页，共"):
            pages.setdefault(run.page, []).append(run.text)
    return ["".join(pages[number]) for number in sorted(pages)]


def faces(real, key):
    """The numbers of the pack's pages on each side, from 0; None for an empty seat."""
    known = {"".join(sorted(text.replace(" ", ""))): number for number, text in enumerate(pack(real, key))}
    cut = order(service.printed(real, key, "a6x8").body, len(known))
    return [
        [None if text is None else known["".join(sorted(text.replace(" ", "")))] for text in side]
        for side in cut
    ]


def test_a_pack_reads_on_when_it_is_cut_and_stacked(real):
    total = len(pack(real, "front_desk"))
    assert total > 8
    sides = faces(real, "front_desk")
    assert len(sides) == 2 * ceil(total / 8)
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        for seat, one in enumerate(front):
            behind = back[seat ^ 1]  # turned over on the long edge, left is right
            assert behind == (one + 1 if one is not None and one + 1 < total else None)
    shown = [one for side in sides for one in side if one is not None]
    assert sorted(shown) == list(range(total))
    assert sides[0] == [0, 2, 4, 6]
    assert sides[1] == [3, 1, 7, 5]


def test_one_card_is_repeated_to_fill_the_sheet(real):
    assert faces(real, "phone") == [[0, 0, 0, 0], [0, 0, 0, 0]]
    assert faces(real, "numbers") == [[0, 0, 0, 0], [1, 1, 1, 1]]


@pytest.mark.parametrize("key", ["phone", "entry", "numbers", "say-never", "4", "11", "cashier"])
def test_nothing_lies_across_a_cut(real, key):
    body = service.printed(real, key, "a6x8").body
    for page in read(body).pages:
        assert round(float(page.mediabox.width)) == 595
        assert round(float(page.mediabox.height)) == 842
    for run in runs(body):
        left, right = run.x % WIDTH, (run.x % WIDTH) + run.width
        assert left >= 7 * MM - 1, run
        assert right <= WIDTH - 7 * MM + 6, run
        assert 4 * MM <= run.y % HEIGHT <= HEIGHT - 4 * MM, run
