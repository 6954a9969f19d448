"""The demonstration site: a department with fixed accounts and two months of believable history."""
