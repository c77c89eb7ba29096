"""What is worked out of all versions together, once a run has stored its own: by division, where it changed."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from archive.derive import ledgers, witnesses
from archive.record import corrections
from archive.record.corrections import CorrectionsError

_BATCH = 50


def settle(db: Database, folder: Path) -> int:
    """Apply people's corrections, then rebuild the ledgers and witnesses of each division that changed.

    Returns how many divisions that were. Each batch is a transaction and takes its divisions off the
    list, so an interrupted settling goes on where it stopped. Raises CorrectionsError, with those applied
    before left in force and the divisions done.
    """
    refused: CorrectionsError | None = None
    try:
        wanted = corrections.load(folder)
        if wanted or db.execute("SELECT 1 FROM corrections LIMIT 1").fetchone():
            with db.atomic():
                corrections.apply(db, wanted)
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
