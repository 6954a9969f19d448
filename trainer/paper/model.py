"""What can be printed: the sizes of paper, and the one way in which printing can fail."""

from typing import Literal

from trainer.errors import TrainerError
from trainer.i18n import lazy as _l

Size = Literal["a4", "a6", "a6x8"]
"""A sheet, a pocket card, and pocket cards laid out on A4 to be cut, eight of their pages on a sheet."""
SIZES: tuple[Size, ...] = ("a4", "a6", "a6x8")


class PaperError(TrainerError):
    """A text holds what no font can draw; `character` is it, `code` its number as U+1F600."""

    status = 422

    def __init__(self, character: str) -> None:
        self.character = character
        self.code = " ".join(f"U+{ord(part):04X}" for part in character)
        super().__init__(
            _l(
                "This cannot be printed: no font has “%(character)s” (%(code)s). Please replace it.",
                character=character if character.isprintable() else "?",
                code=self.code,
            ),
            character=character,
        )
