"""Messages to the outside: queued, retried, never sent twice."""
