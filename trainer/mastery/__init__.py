"""What each person holds, clause by clause, with the evidence behind it."""
