"""Pin-ups: what hangs on the wall of the counter; words to say, numbers, the way through an emergency, the telephone."""
