"""The one family of failures a person can act on; anything else that is raised is a bug."""


class RelaxappError(Exception):
    """Something went wrong that the person can mend; ``str(error)`` is a plain message."""
