"""The one family of failures that a person can act on; anything else is a bug."""


class RelaxappError(Exception):
    """Something a person can act on; ``str(error)`` is a plain message for them."""
