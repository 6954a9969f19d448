"""The clause register of the department's standard, and what the site itself decides."""
