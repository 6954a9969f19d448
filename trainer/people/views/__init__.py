"""Pages about people: one's own account, the roster, importing, slips, departments."""

from trainer.people.views import account, departments, importing, roster, slips
from trainer.people.views.blueprint import bp

__all__ = ["account", "bp", "departments", "importing", "roster", "slips"]
