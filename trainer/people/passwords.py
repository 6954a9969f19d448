"""Hashing and judging passwords; hashing itself is argon2-cffi's."""

import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from trainer.errors import Invalid
from trainer.i18n import lazy as _l
from trainer.people.model import MAX_PASSWORD, MIN_PASSWORD

# Read aloud over a counter and typed on a phone: no letter that looks like another.
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_COMMON = """
12345678 123456789 1234567890 87654321 11111111 88888888 66666666 00000000 password password1
qwertyui qwerty123 1q2w3e4r 1qaz2wsx abcd1234 a1234567 a12345678 aa123456 asdfghjk zxcvbnm1
woaini1314 woaini520 5201314520 1314520520 iloveyou admin123 admin888 wuye1234 wuye12345
qwer1234 11223344 12341234 123123123 147258369 987654321 abc12345 abc123456 trainer123
"""
COMMON: Final = frozenset(_COMMON.split())


@cache
def hasher(cost: str) -> PasswordHasher:
    """Return the argon2id hasher of a profile: `normal` (19 MiB, two passes) or `test`."""
    if cost == "test":
        return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobody(cost: str) -> str:
    return hasher(cost).hash(secrets.token_urlsafe(16))


def matches(stored: str | None, password: str, cost: str) -> bool:
    """Say whether the password is the stored one; an unknown account takes as long as a known one."""
    try:
        hasher(cost).verify(stored or _nobody(cost), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def refuse_weak(password: str, staff_number: str, name: str) -> None:
    """Raise Invalid for a password that is short, long, common or the account's own name (NIST 800-63B)."""
    if len(password) < MIN_PASSWORD:
        raise Invalid(_l("Use at least %(count)s characters.", count=MIN_PASSWORD), "password")
    if len(password) > MAX_PASSWORD:
        raise Invalid(_l("Use at most %(count)s characters.", count=MAX_PASSWORD), "password")
    plain = password.casefold()
    if plain in COMMON or len(set(plain)) <= 2:  # noqa: PLR2004 - 12121212 is as bad as 11111111
        raise Invalid(_l("Too many people use this password. Choose another."), "password")
    if plain in {staff_number.casefold() * 2, name.casefold()} or plain.strip(staff_number.casefold()) == "":
        raise Invalid(_l("Do not use your staff number or name as the password."), "password")


def invent(length: int = 10) -> str:
    """Return a fresh password that is easy to read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
