"""What the page of today asks for, from the files that gather it."""

from trainer.home.learning import Learner, learner
from trainer.home.watching import Overview, Watch, overview, watch

__all__ = ["Learner", "Overview", "Watch", "learner", "overview", "watch"]
