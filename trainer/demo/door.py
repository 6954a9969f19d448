"""Where the people of the story sign in and give their password once more, each with their own device."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from trainer.demo.answering import chance
from trainer.people import service as people
from trainer.people.service import SignInRules

AGENTS: Final = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile MicroMessenger/8.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0",
)


@dataclass(frozen=True)
class Door:
    """The password that everybody has, and the rules it is checked by."""

    session: Session
    password: str
    rules: SignInRules

    def let_in(self, number: str) -> None:
        """Sign somebody in; the browser is forgotten, and its session ends by itself."""
        agent = chance("agent", number).choice(AGENTS)
        people.sign_in(
            self.session, number, self.password, address="192.0.2.7", agent=agent, rules=self.rules
        )
