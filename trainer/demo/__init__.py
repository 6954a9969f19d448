"""The demonstration site and its believable history."""
