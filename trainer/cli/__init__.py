"""The `trainer` command: everything an administrator does without a browser."""

from trainer.cli.main import main

__all__ = ["main"]
