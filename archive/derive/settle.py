"""Recompute ledgers and witnesses at the end of a run, for the divisions that changed."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from archive.derive import ledgers, witnesses
from archive.errors import CorrectionsError
from archive.layout import CORRECTIONS_FILE

_BATCH = 50


def settle(db: Database, folder: Path) -> int:
    """Apply people's corrections, then rebuild the ledgers and witnesses of each division that changed.

    Return the number of divisions. Each batch is a transaction that takes its divisions off the list, so that
    an interrupted call is resumed by the next one. Raises CorrectionsError after all divisions are done; the
    corrections of earlier runs then stay in force.
    """
    refused: CorrectionsError | None = None
    try:
        if (folder / CORRECTIONS_FILE).exists() or db.execute("SELECT 1 FROM corrections").fetchone():
            _apply_corrections(db, folder)
    except CorrectionsError as error:
        refused = error
    done = 0
    while divisions := db.execute(
        "SELECT division FROM unsettled ORDER BY division LIMIT ?", (_BATCH,)
    ).fetchall():
        with db.atomic():
            for (division,) in divisions:
                ledgers.rebuild(db, division)
                witnesses.rebuild(db, division)
                db.execute("DELETE FROM unsettled WHERE division = ?", (division,))
                done += 1
    if refused is not None:
        raise refused
    return done


def _apply_corrections(db: Database, folder: Path) -> None:
    # Imported only where there are corrections: pydantic doubles the start time of a short command.
    from archive.corrections import apply, file

    wanted = file.load(folder)
    with db.atomic():
        apply.apply(db, wanted)
