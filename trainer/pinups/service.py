"""The pin-ups of an edition."""

from collections.abc import Mapping

from trainer.editions.model import Edition
from trainer.pinups.model import KINDS, Any
from trainer.standard.service import once_per_edition

KIND = "pinup"
"""The kind of pin-ups among an edition's items."""


@once_per_edition
def pinups(edition: Edition) -> Mapping[str, Any]:
    """Return the pin-ups by id, in their author's order; the first editions have none."""
    return {key: KINDS[stored["kind"]].model_validate(stored) for key, stored in edition.items(KIND).items()}
