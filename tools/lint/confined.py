"""An import-linter contract that keeps an outside library within named parts of the app.

import-linter's own contracts see an outside library as one module, so they cannot tell
``PySide6.QtWidgets`` (for windows only) from ``PySide6.QtCore``. This one reads the sources.
"""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grimp import ImportGraph


class Trespass(NamedTuple):
    """One import where it may not be: the importing module, its line, what it imports."""

    importer: str
    line: int
    imported: str


def within(name: str, packages: Iterable[str]) -> bool:
    """Say whether a dotted name is one of the packages or inside one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of everything a source text imports, wherever it stands in it.

    ``from a import b`` yields ``a.b``, because ``b`` may be a module; importing by a name in a
    string (``importlib.import_module("a.b")``, ``__import__("a")``) counts as well.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield node.lineno, alias.name
            case ast.ImportFrom(module=str(module), names=names, level=0):
                for alias in names:
                    yield node.lineno, f"{module}.{alias.name}"
            case ast.Call(
                func=ast.Attribute(attr="import_module")
                | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def modules(package: str) -> Iterator[tuple[str, Path]]:
    """Yield (dotted name, file) of every module of an importable package."""
    spec = importlib.util.find_spec(package)
    for location in (spec and spec.submodule_search_locations) or ():
        folder = Path(location)
        for file in sorted(folder.rglob("*.py")):
            parts = [package, *file.relative_to(folder).with_suffix("").parts]
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


class ConfinedContract(Contract):
    """``confined`` modules are imported by the ``allowed`` modules and nobody else.

    Options: ``confined`` and ``allowed``, both sets of dotted names (packages include what is
    in them); ``allowed`` may name modules that do not exist yet.
    """

    type_name = "confined"

    confined = fields.SetField(subfield=fields.StringField())
    allowed = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - the signature is import-linter's
        """Read every module outside the allowed ones and collect what it may not import."""
        confined = cast("set[str]", self.confined)
        allowed = cast("set[str]", self.allowed)
        found = [
            Trespass(module, line, name)
            for package in cast("list[str]", self.session_options["root_packages"])
            for module, file in modules(package)
            if not within(module, allowed)
            for line, name in imports(file.read_text(encoding="utf-8"))
            if within(name, confined)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line for each import that is out of bounds."""
        allowed = ", ".join(sorted(cast("set[str]", self.allowed)))
        for trespass in check.metadata["found"]:
            output.print_error(
                f"{trespass.importer}:{trespass.line} imports {trespass.imported}, "
                f"which belongs to {allowed} only"
            )
        output.new_line()
