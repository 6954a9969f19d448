"""Observations: one watch on the floor, from the first tap to the last signature."""
