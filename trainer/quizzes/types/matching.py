"""What belongs to what: a choice for each line, each right pair its share of the points."""

from random import Random
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import options, parts
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType
from trainer.sources.model import Strict


class Pair(Strict):
    """A line, what belongs to it, and why; what belongs to it may belong to other lines too."""

    left: str
    right: str
    feedback: str


class Written(Strict):
    """The author's keys."""

    pairs: Annotated[tuple[Pair, ...], Field(min_length=3, max_length=6)]
    extra: Annotated[tuple[str, ...], Field(max_length=3)] = ()
    """What can be chosen and belongs to no line."""


class Matching(QuestionType[Written]):
    """The response is the id of what was chosen by the id of its line; lines may be missing."""

    name = "matching"
    label = _l("Match")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Want different lines and reasons, two things to choose at least, and extras that fit nothing."""
        found = parts.repeats("pairs", [pair.left for pair in body.pairs], "left")
        found += parts.repeats("pairs", [pair.feedback for pair in body.pairs], "feedback")
        found += parts.repeats("extra", body.extra)
        rights = {pair.right for pair in body.pairs}
        if len(rights) == 1:
            found.append(Complaint(("pairs",), _("All pairs have the same “right”; nothing can be chosen.")))
        found += [
            Complaint(("extra", index), _("“%(text)s” belongs to a pair; an extra fits nothing.", text=text))
            for index, text in enumerate(body.extra)
            if text in rights
        ]
        return found

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return the lines and what can be chosen, with ids."""
        lefts = [pair.left for pair in body.pairs]
        rights = list(dict.fromkeys([*(pair.right for pair in body.pairs), *body.extra]))
        ids = dict(zip(rights, options.ids(rights), strict=True))
        return {
            "lefts": [
                {"id": made, "text": pair.left, "right": ids[pair.right], "feedback": pair.feedback}
                for made, pair in zip(options.ids(lefts), body.pairs, strict=True)
            ],
            "rights": [{"id": made, "text": text} for text, made in ids.items()],
        }

    @override
    def arrange(self, item: Item, rng: Random, *, shuffle: bool = True) -> Arrangement:
        """Return the ids of lines and choices; the choices are shuffled whatever the quiz says.

        As written they would lie in the order of the lines they belong to.
        """
        lefts = [left["id"] for left in item.body["lefts"]]
        rights = [right["id"] for right in item.body["rights"]]
        if shuffle:
            rng.shuffle(lefts)
        rng.shuffle(rights)
        return {"lefts": lefts, "rights": rights}

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return ids and texts of both sides as they lie."""
        return {side: _laid(item, arrangement, side) for side in ("lefts", "rights")}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read one choice a line."""
        return self.check(item, parts.posted(fields))

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want ids of choices under ids of lines."""
        lefts = [left["id"] for left in item.body["lefts"]]
        return parts.by_part(response, lefts, [right["id"] for right in item.body["rights"]])

    @override
    def complete(self, item: Item, response: Response) -> bool:
        """Say whether every line has its choice."""
        return response is not None and len(response) == len(item.body["lefts"])

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give each right pair its share."""
        lefts = item.body["lefts"]
        right = sum(response.get(left["id"]) == left["right"] for left in lefts)
        evidence = {"pairs": response, "right": right, "of": len(lefts)}
        return Grade(parts.share(item, right, len(lefts)), item.points, evidence=evidence)

    @override
    def key(self, item: Item) -> Response:
        """Return every line with what belongs to it."""
        return {left["id"]: left["right"] for left in sorted(item.body["lefts"], key=lambda left: left["id"])}

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return each line with what was chosen, what belongs to it, and why."""
        chosen = self.check(item, response)
        texts = {right["id"]: right["text"] for right in item.body["rights"]}
        by_id = {left["id"]: left for left in item.body["lefts"]}
        return {
            "type": self.name,
            "answered": chosen is not None,
            "pairs": [
                {
                    "left": by_id[line]["text"],
                    "given": texts.get((chosen or {}).get(line)),
                    "right": (chosen or {}).get(line) == by_id[line]["right"],
                    "key": texts[by_id[line]["right"]],
                    "feedback": by_id[line]["feedback"],
                }
                for line in arrangement["lefts"]
            ],
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return numbered lines with a blank, then lettered choices; the key pairs number and letter."""
        lefts, rights = (_laid(item, arrangement, side) for side in ("lefts", "rights"))
        letters = {right["id"]: chr(ord("A") + index) for index, right in enumerate(rights)}
        key = self.key(item)
        return {
            "label": str(self.label),
            "lines": [
                *({"mark": str(n), "text": f"{left['text']} ____"} for n, left in enumerate(lefts, start=1)),
                *({"mark": letters[right["id"]], "text": right["text"]} for right in rights),
            ],
            "key": " ".join(f"{n}{letters[key[left['id']]]}" for n, left in enumerate(lefts, start=1)),
            "answer": {"kind": "rows", "marks": [str(n) for n, _left in enumerate(lefts, start=1)]},
        }


def _laid(item: Item, arrangement: Arrangement, side: str) -> list[dict[str, Json]]:
    """Return ids and texts of one side in the order of this sitting."""
    texts = {entry["id"]: entry["text"] for entry in item.body[side]}
    return [{"id": made, "text": texts[made]} for made in arrangement[side]]


TYPE = Matching()
