"""What the page of today asks for, from the files that gather it."""

from trainer.home.digest import digest, titled
from trainer.home.learning import Learner, learner
from trainer.home.watching import Overview, Watch, overview, watch

__all__ = ["Learner", "Overview", "Watch", "digest", "learner", "overview", "titled", "watch"]
