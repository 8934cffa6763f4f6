"""The verbs that carry the journal out and in: export, import, backup, restore."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from relaxapp.cli.speaking import DONE, FINDINGS, as_json, tell
from relaxapp.cli.words import UsageError
from relaxapp.errors import RelaxappError

if TYPE_CHECKING:
    from relaxapp.journal.store import Store
    from relaxapp.journal.transfer import Change, Plan
    from relaxapp.services import Services

SHOWN: Final = 20
"""Changes of a sort that a question on a terminal lists; a preview lists all."""


def add(verbs: Any) -> None:
    """Tell argparse the verbs of this module."""
    export = verbs.add_parser("export", help="write all of the journal into a file or folder")
    export.add_argument("path", type=Path, metavar="FILE.json|DIR")
    export.add_argument("--format", choices=("json", "csv"))

    take = verbs.add_parser("import", help="read entries from a file or folder")
    take.add_argument("path", type=Path, metavar="PATH")
    take.add_argument("--dry-run", action="store_true", help="only say what would be done")
    take.add_argument("--yes", action="store_true", help="do it without asking")
    take.add_argument("--json", action="store_true", help="answer as JSON")

    backup = verbs.add_parser("backup", help="copy the journal into a file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument(
        "--encrypt", action="store_true", help="under a passphrase; so is a FILE.age"
    )
    restore = verbs.add_parser("restore", help="put a backup in the journal's place")
    restore.add_argument("file", type=Path, metavar="FILE")
    for verb in (backup, restore):
        verb.add_argument(
            "--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase"
        )


def _export(services: "Services", path: Path, format: str | None) -> int:  # noqa: A002 - named after the option
    from relaxapp.adapters.transfer_files import write_folder, write_whole
    from relaxapp.cli.opened import read
    from relaxapp.journal.transfer import everything

    kind = format or ("json" if path.suffix.lower() == ".json" else None)
    if kind is None:
        raise UsageError(f'"{path}": a name ending in .json, or --format csv, would be right')
    with read(services) as store:
        held = {} if store is None else everything(store)
    if kind == "csv":
        from relaxapp.journal.transfer_csv import write_csv

        if path.is_file():
            raise UsageError(f'"{path}" is a file; a folder would be right for --format csv')
        write_folder(path, write_csv(held))
    else:
        from relaxapp.journal.transfer_json import write_json

        write_whole(path, write_json(held))
    count = sum(len(entries) for entries in held.values())
    print(f"Exported {count} {'entry' if count == 1 else 'entries'} to {path}")
    return DONE


def _import(services: "Services", path: Path, *, dry_run: bool, yes: bool, json: bool) -> int:
    from relaxapp.adapters.transfer_files import read_import
    from relaxapp.cli.opened import here, read, written
    from relaxapp.journal.transfer import everything, plan_import
    from relaxapp.journal.transfer_import import read_files

    if dry_run and yes:
        raise UsageError("--dry-run only looks and --yes writes: one of them would be right")
    around = here(services)
    rows, findings = read_files(read_import(path), around)

    def plan(store: "Store | None") -> "Plan":
        held = {} if store is None else everything(store)
        return plan_import(rows, findings, held, around, services.clock.now())

    if not yes:
        with read(services) as store:
            proposed = plan(store)
        asked = not dry_run and not json and bool(proposed.changes) and _on_terminal()
        _preview(proposed, json=json, limit=SHOWN if asked else None)
        if not asked:
            if proposed.changes and not dry_run:
                tell("Nothing was written; with --yes it will be.")
            return FINDINGS if proposed.refused else DONE
        if not _agreed():
            tell("Nothing was written.")
            return FINDINGS if proposed.refused else DONE
    with written(services) as store:
        # Planned before the step, which makes others wait; again in it if they wrote meanwhile.
        version, final = store.data_version(), plan(store)
        with store.step("Import"):
            if store.data_version() != version:
                final = plan(store)
            store.put_all(final.entries)
    if yes:
        _preview(final, json=json, limit=0, done=True)
    else:
        print(_summary(final, done=True))
    return FINDINGS if final.refused else DONE


def _preview(plan: "Plan", *, json: bool, limit: int | None, done: bool = False) -> None:
    """Say what an import would do, or did: each entry by its line, then the sum."""
    if json:
        print(
            as_json(
                {
                    "added": [_told(change) for change in plan.added],
                    "changed": [_told(change) for change in plan.changed],
                    "unchanged": plan.same,
                    "refused": [
                        {"file": one.file, "line": one.line, "message": one.message}
                        for one in plan.refused
                    ],
                    "written": done,
                }
            )
        )
        return
    for word, changes in (("add", plan.added), ("change", plan.changed)):
        for change in changes[:limit]:
            print(f"{change.row.file}:{change.row.line}: {word} {_shown(change)}")
        if limit and len(changes) > limit:
            print(f"... and {len(changes) - limit} more to {word}")
    for one in plan.refused:
        place = f"{one.file}:{one.line}" if one.line else one.file
        print(f"{place}: refused: {one.message}")
    print(_summary(plan, done=done))


def _told(change: "Change") -> dict[str, Any]:
    from relaxapp.journal.transfer_values import values_of

    row = change.row
    return {"file": row.file, "line": row.line, "type": row.kind, **values_of(change.entry)}


def _shown(change: "Change") -> str:
    from relaxapp.journal.transfer_values import values_of

    values = values_of(change.entry)
    when = values.get("start") or values.get("at") or values.get("day") or values.get("from")
    names = {"episodes": "episode", "care": "self-care"}
    what = names.get(change.row.kind, change.row.kind.removesuffix("s"))
    if change.before is None:
        return f"{what} {when}"
    before = values_of(change.before)
    changed = [name for name in values if values[name] != before[name]]
    return f"{what} {when}: {', '.join(changed)}"


def _summary(plan: "Plan", *, done: bool) -> str:
    counts = (len(plan.added), len(plan.changed), plan.same, len(plan.refused))
    if done:
        added, changed, same, refused = counts
        return f"Added {added}, changed {changed}, left {same} as they were, refused {refused}."
    return "Would add {}, change {}, leave {} as they are, refuse {}.".format(*counts)


def _on_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _agreed() -> bool:
    print("Import these? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _backup(
    services: "Services", file: Path, *, encrypt: bool, passphrase_file: Path | None
) -> int:
    from relaxapp.adapters import paths
    from relaxapp.adapters.restoring import back_up
    from relaxapp.adapters.sealed import SUFFIX

    sealed = encrypt or passphrase_file is not None or file.suffix.lower() == SUFFIX
    passphrase = _passphrase(passphrase_file, new=True) if sealed else None
    back_up(paths.locate(services.data_dir, services.env).database, file, passphrase)
    print(f"Backed up to {file}{', under your passphrase' if sealed else ''}")
    return DONE


def _restore(services: "Services", file: Path, *, passphrase_file: Path | None) -> int:
    from relaxapp.adapters.restoring import is_sealed, restore

    passphrase = _passphrase(passphrase_file, new=False) if is_sealed(file) else None
    kept = restore(services.paths.database, file, passphrase, services.clock)
    print(f"Restored from {file}")
    if kept is not None:
        print(f"The journal that was there is kept as {kept}")
    return DONE


def _passphrase(file: Path | None, *, new: bool) -> str:
    """Ask for the passphrase, or read it from a file; one that is new is asked for twice."""
    if file is not None:
        from relaxapp.adapters.transfer_files import read_whole

        try:
            lines = read_whole(file).decode("utf-8-sig").splitlines()
        except UnicodeDecodeError:
            raise UsageError(
                f'--passphrase-file "{file}": a text in UTF-8 would be right'
            ) from None
        if not lines or not lines[0]:
            raise UsageError(f'--passphrase-file "{file}": its first line is empty')
        return lines[0]
    if not _on_terminal():
        raise UsageError("a passphrase is needed: --passphrase-file FILE, as nobody can be asked")
    try:
        passphrase = getpass.getpass("Passphrase: ")
        if new and passphrase and getpass.getpass("Once more: ") != passphrase:
            raise UsageError("the two passphrases differ; nothing was written")
    except EOFError:
        passphrase = ""
    if not passphrase:
        raise RelaxappError("The passphrase is empty; nothing was done.")
    return passphrase


VERBS: Final[dict[str, Callable[..., int]]] = {
    "export": _export,
    "import": _import,
    "backup": _backup,
    "restore": _restore,
}
