"""A prescribed sentence with gaps, typed or chosen from a bank of words; each gap its share of the points."""

from random import Random
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.quizzes.model import Arrangement, Grade, Item, Json, Response
from trainer.quizzes.types import gaps, parts
from trainer.quizzes.types.base import Complaint, Fields, Known, QuestionType
from trainer.quizzes.types.gaps import squeezed
from trainer.sources.model import Strict


class Written(Strict):
    """The author's keys."""

    text: str
    bank: Annotated[tuple[str, ...], Field(min_length=2, max_length=6)] | None = None
    """Wrong words to choose from beside the right ones; without it the gaps are typed."""
    feedback: tuple[str, ...]
    """One for each gap."""


class Cloze(QuestionType[Written]):
    """The response is the words by the number of their gap (`1`, `2`, …); gaps may be missing."""

    name = "cloze"
    label = _l("Fill the gaps")
    Body = Written

    @override
    def faults(self, body: Written, known: Known) -> list[Complaint]:
        """Want gaps with a reason each, words of the standard, and wrong words that are not right ones."""
        found = [Complaint(("text",), message) for message in gaps.faults(body.text)]
        sentence = gaps.read(body.text)
        if len(body.feedback) != len(sentence.gaps):
            message = _("Each gap has its own feedback; write %(count)s.", count=len(sentence.gaps))
            found.append(Complaint(("feedback",), message))
        found += parts.repeats("feedback", body.feedback)
        cited = [known.clauses[clause] for clause in known.cited]
        if cited and not found and not gaps.prescribed(sentence.filled(), cited):
            message = _(
                "“%(text)s” does not stand in “say”, “never” or “rule” of a clause that the question cites.",
                text=sentence.filled(),
            )
            found.append(Complaint(("text",), message))
        return found + _bank_faults(body, sentence)

    @override
    def compile(self, body: Written, known: Known) -> dict[str, Json]:
        """Return the pieces around the gaps, the gaps, and all words to choose from, None where one types."""
        sentence = gaps.read(body.text)
        bank = None
        if body.bank:
            bank = list(dict.fromkeys([*(words[0] for words in sentence.gaps), *map(gaps.spaced, body.bank)]))
        return {
            "around": list(sentence.around),
            "gaps": [
                {"id": str(number), "words": list(words), "feedback": feedback}
                for number, (words, feedback) in enumerate(
                    zip(sentence.gaps, body.feedback, strict=True), start=1
                )
            ],
            "bank": bank,
        }

    @override
    def arrange(self, item: Item, rng: Random, *, shuffle: bool = True) -> Arrangement:
        """Return the words of the bank, shuffled whatever the quiz says: as stored the right ones lead."""
        bank = list(item.body["bank"] or [])
        rng.shuffle(bank)
        return bank

    @override
    def show(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the pieces, the numbers of the gaps and the bank; a typed gap is as wide as any other."""
        numbers = [gap["id"] for gap in item.body["gaps"]]
        return {"around": item.body["around"], "gaps": numbers, "bank": arrangement, "longest": gaps.LONGEST}

    @override
    def parse(self, item: Item, fields: Fields) -> Response:
        """Read one field a gap."""
        return self.check(item, parts.posted(fields))

    @override
    def accept(self, item: Item, response: Response) -> Response:
        """Want words under the numbers of gaps, from the bank where there is one."""
        numbers = [gap["id"] for gap in item.body["gaps"]]
        return parts.by_part(response, numbers, item.body["bank"], longest=gaps.LONGEST)

    @override
    def complete(self, item: Item, response: Response) -> bool:
        """Say whether every gap is filled."""
        return response is not None and len(response) == len(item.body["gaps"])

    @override
    def mark(self, item: Item, response: Response) -> Grade:
        """Give each right gap its share; width, space and punctuation do not matter."""
        every = item.body["gaps"]
        right = sum(_fits(gap, response.get(gap["id"])) for gap in every)
        evidence = {"gaps": response, "right": right, "of": len(every)}
        return Grade(parts.share(item, right, len(every)), item.points, evidence=evidence)

    @override
    def key(self, item: Item) -> Response:
        """Return the first words of every gap."""
        return {gap["id"]: gap["words"][0] for gap in item.body["gaps"]}

    @override
    def review(self, item: Item, arrangement: Arrangement, response: Response) -> dict[str, Json]:
        """Return the sentence, and gap by gap what was given, what is right, and why."""
        given = self.check(item, response)
        filled = [
            {
                "id": gap["id"],
                "given": (given or {}).get(gap["id"]),
                "right": _fits(gap, (given or {}).get(gap["id"])),
                "key": gap["words"][0],
                "feedback": gap["feedback"],
            }
            for gap in item.body["gaps"]
        ]
        return {
            "type": self.name,
            "answered": given is not None,
            "around": item.body["around"],
            "gaps": filled,
        }

    @override
    def paper(self, item: Item, arrangement: Arrangement) -> dict[str, Json]:
        """Return the sentence with numbered blanks, lettered words of a bank, and words or letters as key."""
        numbers = [f"（{gap['id']}）____" for gap in item.body["gaps"]]
        pieces = zip(item.body["around"], [*numbers, ""], strict=True)
        letters = {word: chr(ord("A") + index) for index, word in enumerate(arrangement)}
        key = [f"{number} {letters.get(word, word)}" for number, word in self.key(item).items()]
        return {
            "label": str(self.label),
            "lines": [
                {"mark": "", "text": "".join(piece for pair in pieces for piece in pair)},
                *({"mark": letter, "text": word} for word, letter in letters.items()),
            ],
            "key": "；".join(key),
            "answer": {"kind": "rows" if letters else "blanks", "marks": list(self.key(item))},
        }


def _bank_faults(body: Written, sentence: gaps.Sentence) -> list[Complaint]:
    right = {squeezed(word) for words in sentence.gaps for word in words}
    alike = [squeezed(word) for word in body.bank or ()]
    return parts.repeats("bank", alike) + [
        Complaint(("bank", index), _("“%(text)s” is right in a gap; the bank holds wrong words.", text=word))
        for index, word in enumerate(body.bank or ())
        if squeezed(word) in right
    ]


def _fits(gap: dict[str, Json], given: str | None) -> bool:
    return given is not None and squeezed(given) in {squeezed(word) for word in gap["words"]}


TYPE = Cloze()
