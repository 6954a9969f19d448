"""Weigh the pieces of speech in content/phrases-tone.yaml anew, from tuned.yaml and own.yaml alone.

A reply is as unfriendly as its most unfriendly sentence; a sentence is the sum of its pieces. The weights are
fitted by logistic regression on that sentence, the strongest thousand pieces are kept and fitted again, and
rounded to tenths. Run it from the top folder: python -m tests.phrases.corpus.fit
"""

import json
import math
from collections import Counter, defaultdict
from pathlib import Path

import yaml

from trainer.phrases.engine import Reader
from trainer.phrases.loader import load
from trainer.phrases.normal import read, sentences
from trainer.phrases.tone import pieces
from trainer.standard.loader import load as load_standard

HERE = Path(__file__).parent
CONTENT = HERE.parents[2] / "content"
KEPT, SEEN, ROUNDS = 1000, 3, 400
"""Pieces kept; replies a piece must stand in; rounds of fitting."""
STEP, SHRINK, OFTEN = 0.03, 1e-3, 60
"""Length of a step; pull of the weights towards nothing; replies after which a piece counts as frequent."""


def examples():
    """Yield each reply with whether it breaches."""
    for entry in yaml.safe_load((HERE / "tuned.yaml").read_text(encoding="utf8")):
        yield entry["text"], entry["label"] == "breach"
    own = yaml.safe_load((HERE / "own.yaml").read_text(encoding="utf8"))
    for label in ("breach", "clean"):
        for text in own[label]:
            yield text, label == "breach"


def cut(reader, text):
    """Return the pieces of each sentence of a reply, without quotations, and whether it has a softener."""
    plain = read(text)
    own = "".join(
        character
        for place, character in enumerate(plain.text)
        if not any(start <= place < end for start, end in plain.quoted)
    )
    soft = any(rule.search(plain.text) for rule in reader._softeners)
    cuts = [{piece for _place, piece in pieces(own[slice(*span)])} for span in sentences(own)]
    return cuts or [set()], soft


class Fit:
    """Weights by piece, a base and what a softener adds."""

    def __init__(self, replies, known):
        self.names = sorted(known)
        place = {name: number for number, name in enumerate(self.names)}
        self.replies = [
            ([[place[piece] for piece in sorted(one) if piece in place] for one in cuts], soft, breach)
            for cuts, soft, breach in replies
        ]
        self.weights, self.base, self.soft = [0.0] * len(self.names), 0.0, 0.0

    def score(self, indices, soft):
        return self.base + self.soft * soft + sum(self.weights[index] for index in indices)

    def run(self):
        first, second = [0.0] * len(self.names), [0.0] * len(self.names)
        count, worst = len(self.replies), []
        for number in range(ROUNDS):
            if number % 5 == 0:
                worst = [max(cuts, key=lambda one: self.score(one, soft)) for cuts, soft, _ in self.replies]
            slope, base, soft_slope = defaultdict(float), 0.0, 0.0
            for indices, (_cuts, soft, breach) in zip(worst, self.replies, strict=True):
                error = 1 / (1 + math.exp(-self.score(indices, soft))) - breach
                base, soft_slope = base + error, soft_slope + error * soft
                for index in indices:
                    slope[index] += error
            for index, weight in enumerate(self.weights):
                one = slope[index] / count + SHRINK * weight
                first[index] = 0.9 * first[index] + 0.1 * one
                second[index] = 0.99 * second[index] + 0.01 * one * one
                self.weights[index] = weight - STEP * first[index] / (math.sqrt(second[index]) + 1e-4)
            self.base -= 0.3 * base / count
            self.soft -= 0.3 * soft_slope / count
        return self


def main():
    """Fit, keep the strongest, fit again, write."""
    standard, _site, _faults = load_standard(CONTENT)
    book, _faults = load(CONTENT, {clause.id: clause for clause in standard.clauses})
    reader = Reader(book)
    replies = [(*cut(reader, text), breach) for text, breach in examples()]
    often = Counter(piece for cuts, _soft, _breach in replies for piece in set().union(*cuts))
    wide = Fit(replies, {piece for piece, count in often.items() if count >= SEEN}).run()
    strength = {
        name: abs(weight) * math.sqrt(min(often[name], OFTEN))
        for name, weight in zip(wide.names, wide.weights, strict=True)
    }
    fit = Fit(replies, sorted(strength, key=strength.__getitem__, reverse=True)[:KEPT]).run()
    groups = defaultdict(list)
    for name, weight in zip(fit.names, fit.weights, strict=True):
        if round(weight * 10):
            groups[round(weight * 10)].append(name)
    lines = [
        "# Pieces of speech by weight, in tenths; made by tests/phrases/corpus/fit.py, which says how.",
        "# Not written by hand: an example goes into tests/phrases/corpus/own.yaml.",
        f"# To be set in phrases.yaml with them: base: {round(fit.base * 10)}, soft: {round(fit.soft * 10)}",
        "weights:",
        *(f'  "{weight:+d}": {json.dumps(groups[weight], ensure_ascii=False)}' for weight in sorted(groups)),
    ]
    (CONTENT / "phrases-tone.yaml").write_text("\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
