"""Bytes under a passphrase, in the age format: any age program opens them with it too.

The passphrase is stretched on purpose, so that guessing is slow: sealing and opening take about
a second.
"""

from __future__ import annotations

from typing import Final

from relaxapp.errors import RelaxappError

SUFFIX: Final = ".age"
_MAGIC: Final = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")


class WrongPassphraseError(RelaxappError):
    """The passphrase does not open it, or it was damaged: nobody can tell these apart."""

    def __init__(self, name: str) -> None:
        """Name the file that stays closed."""
        super().__init__(
            f"{name} does not open: the passphrase is wrong, or the file is damaged. "
            "Nothing was changed."
        )


def is_sealed(data: bytes) -> bool:
    """Tell whether these are the bytes of an age file."""
    return data.startswith(_MAGIC)


def seal(data: bytes, passphrase: str) -> bytes:
    """Return ``data`` encrypted under a passphrase, which must not be empty."""
    from pyrage import passphrase as age

    if not passphrase:
        raise RelaxappError("The passphrase is empty; a few words would be right.")
    sealed: bytes = age.encrypt(data, passphrase)
    return sealed


def unseal(data: bytes, passphrase: str, name: str) -> bytes:
    """Return what was sealed; raise :class:`WrongPassphraseError` naming the file ``name``."""
    import pyrage

    try:
        opened: bytes = pyrage.passphrase.decrypt(data, passphrase)
    except pyrage.DecryptError as error:
        raise WrongPassphraseError(name) from error
    return opened
