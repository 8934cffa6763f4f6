"""An object of ours on a message bus: its methods and properties, as other programs ask for them.

What is asked is looked at before it is believed: of the wrong types it is answered by an error.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relaxapp.adapters.session_bus import SessionBus

PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_INTROSPECTABLE: Final = "org.freedesktop.DBus.Introspectable"
_PEER: Final = "org.freedesktop.DBus.Peer"
_ERROR: Final = "org.freedesktop.DBus.Error."
_log = logging.getLogger(__name__)


class Refused(Exception):  # noqa: N818 - what it says is the point
    """A call that is answered by an error; ``name`` is the error's last word on the bus."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


@dataclass(frozen=True, slots=True)
class Method:
    """``call`` gets the arguments, of the types ``takes``, and returns a body of ``gives``."""

    call: Callable[..., tuple[Any, ...] | None]
    takes: str = ""
    gives: str = ""


@dataclass(frozen=True, slots=True)
class Interface:
    """A named set of methods and of properties: name, type, and what tells the value now."""

    name: str
    methods: Mapping[str, Method] = field(default_factory=dict)
    properties: Mapping[str, tuple[str, Callable[[], Any]]] = field(default_factory=dict)
    signals: Mapping[str, str] = field(default_factory=dict)


class ServedObject:
    """An object at a path, there from :meth:`show` until :meth:`hide`."""

    def __init__(self, bus: SessionBus, path: str, interfaces: Sequence[Interface]) -> None:
        self._bus, self._path = bus, path
        self._own = {one.name: one for one in interfaces}
        standard = (
            Interface(
                PROPERTIES,
                {
                    "Get": Method(self._get, "ss", "v"),
                    "GetAll": Method(self._get_all, "s", "a{sv}"),
                    "Set": Method(self._set, "ssv"),
                },
                signals={"PropertiesChanged": "sa{sv}as"},
            ),
            Interface(_INTROSPECTABLE, {"Introspect": Method(self._introspect, gives="s")}),
            Interface(_PEER, {"Ping": Method(lambda: None)}),
        )
        self._all = self._own | {one.name: one for one in standard}

    def show(self) -> None:
        """Answer what is asked at the path."""
        self._bus.serve(self._path, self._asked)

    def hide(self) -> None:
        """Be there no more."""
        self._bus.serve(self._path, None)

    def emit(self, interface: str, member: str, *body: Any) -> None:
        """Send one of the interface's signals to all."""
        from jeepney import DBusAddress, new_signal

        address = DBusAddress(self._path, interface=interface)
        self._bus.call(new_signal(address, member, self._all[interface].signals[member], body))

    def tell_changed(self, interface: str, names: Sequence[str]) -> None:
        """Tell everybody the new values of these properties."""
        found = self._own[interface].properties
        values = {name: (found[name][0], found[name][1]()) for name in names}
        self.emit(PROPERTIES, "PropertiesChanged", interface, values, [])

    # ------------------------------------------------------------------------------- below

    def _asked(self, message: Any) -> None:
        from jeepney import MessageFlag, new_error, new_method_return

        quiet = message.header.flags & MessageFlag.no_reply_expected
        try:
            kind, body = self._call(message)
            reply = new_method_return(message, kind, body)
        except Refused as no:
            reply = new_error(message, _ERROR + no.name, "s", (str(no),))
        except Exception:  # noqa: BLE001 - what a call leads to may fail in any way
            _log.exception("a call from the bus failed")  # a bug, but the asker is not kept waiting
            reply = new_error(message, _ERROR + "Failed", "s", ("it did not work",))
        if not quiet:
            self._bus.call(reply)

    def _call(self, message: Any) -> tuple[str, tuple[Any, ...]]:
        from jeepney import HeaderFields

        fields = message.header.fields
        member = fields.get(HeaderFields.member, "")
        named = fields.get(HeaderFields.interface)
        among = self._all.values() if named is None else filter(None, [self._all.get(named)])
        method = next((one.methods[member] for one in among if member in one.methods), None)
        if method is None:
            raise Refused("UnknownMethod", f"there is no {member}")
        if fields.get(HeaderFields.signature, "") != method.takes:
            raise Refused("InvalidArgs", f"{member} takes {method.takes or 'nothing'}")
        return method.gives, method.call(*message.body) or ()

    def _of(self, interface: str) -> Mapping[str, tuple[str, Callable[[], Any]]]:
        if interface not in self._own:
            raise Refused("UnknownInterface", f"there is no {interface}")
        return self._own[interface].properties

    def _get(self, interface: str, name: str) -> tuple[Any, ...]:
        found = self._of(interface)
        if name not in found:
            raise Refused("UnknownProperty", f"there is no {name}")
        kind, value = found[name]
        return ((kind, value()),)

    def _get_all(self, interface: str) -> tuple[Any, ...]:
        found = self._of(interface)
        return ({name: (kind, value()) for name, (kind, value) in found.items()},)

    def _set(self, interface: str, name: str, _value: Any) -> None:
        if name not in self._of(interface):
            raise Refused("UnknownProperty", f"there is no {name}")
        raise Refused("PropertyReadOnly", f"{name} cannot be set")

    def _introspect(self) -> tuple[str]:
        parts = ["<node>"]
        for one in self._all.values():
            parts.append(f"<interface name={quoteattr(one.name)}>")
            for name, method in one.methods.items():
                parts.append(f"<method name={quoteattr(name)}>")
                parts += [f'<arg type="{kind}" direction="in"/>' for kind in split(method.takes)]
                parts += [f'<arg type="{kind}" direction="out"/>' for kind in split(method.gives)]
                parts.append("</method>")
            for name, kinds in one.signals.items():
                parts.append(f"<signal name={quoteattr(name)}>")
                parts += [f'<arg type="{kind}"/>' for kind in split(kinds)]
                parts.append("</signal>")
            parts += [
                f'<property name={quoteattr(name)} type="{kind}" access="read"/>'
                for name, (kind, _) in one.properties.items()
            ]
            parts.append("</interface>")
        return ("".join([*parts, "</node>"]),)


def split(kinds: str) -> list[str]:
    """Return the single complete types of a signature: ``sa{sv}as`` gives s, a{sv} and as."""
    found, one, depth = [], "", 0
    for letter in kinds:
        one += letter
        depth += (letter in "{(") - (letter in "})")
        if depth == 0 and letter != "a":
            found.append(one)
            one = ""
    return found
