"""The voice of Windows: SAPI, through comtypes.

Written from the documentation of ISpVoice. Dispatched by name, so that comtypes writes no wrapper
of the type library into the folder it is installed in.
"""

from typing import TYPE_CHECKING, Any, Final

from relaxapp.adapters.speech_engine import NoSystemVoice, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

_ASYNC, _PURGE, _NOT_XML = 1, 2, 16
_DONE: Final = 1  # of SpeechRunState
_RATE: Final = -2  # of -10 to 10
_LEVEL: Final = 50  # of 100
_GENDERS: Final = {"woman": "Gender=Female", "man": "Gender=Male"}


def _sapi() -> Any:
    import comtypes  # type: ignore[import-not-found,unused-ignore]  # there on Windows alone
    import comtypes.client  # type: ignore[import-not-found,unused-ignore]  # as above

    comtypes.CoInitialize()
    return comtypes.client.CreateObject("SAPI.SpVoice", dynamic=True)


class Sapi:
    """An `Engine`; the voice object belongs to the thread that opens it."""

    def __init__(self, make: "Callable[[], Any]" = _sapi) -> None:
        self._make = make
        self._voice: Any = None

    def open(self) -> None:
        try:
            self._voice = self._make()
            if not self._voice.GetVoices("", "").Count:
                raise NoSystemVoice("SAPI has no voice")
        except (OSError, ImportError, AttributeError) as error:
            raise NoSystemVoice(f"SAPI does not start ({error})") from error

    def say(self, text: str, voice: str, level: float) -> None:
        try:
            found = self._voice.GetVoices(_GENDERS.get(voice, ""), "")
            if found.Count:
                self._voice.Voice = found.Item(0)
            self._voice.Rate = _RATE
            self._voice.Volume = round(_LEVEL * min(1.0, level))
            self._voice.Speak(text, _ASYNC | _PURGE | _NOT_XML)
        except (OSError, AttributeError) as error:
            raise NoSystemVoice(f"SAPI does not speak ({error})") from error

    def look(self) -> Progress:
        try:
            state = self._voice.Status.RunningState
        except (OSError, AttributeError) as error:
            raise NoSystemVoice(f"SAPI is gone ({error})") from error
        return Progress.SAID if state == _DONE else Progress.SPEAKING

    def hush(self) -> None:
        try:
            self._voice.Speak("", _ASYNC | _PURGE)
        except (OSError, AttributeError) as error:
            raise NoSystemVoice(f"SAPI is gone ({error})") from error

    def close(self) -> None:
        self._voice = None
