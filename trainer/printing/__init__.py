"""Paper: cheat sheets and sign-in slips."""
