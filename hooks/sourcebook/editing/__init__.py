"""Changing the files of editors: each edit leaves every byte outside it alone, and is written whole or not at all."""


class EditError(Exception):
    """An edit that cannot be made; the message says why, as ``what must be true: actual value (hint)``."""
