"""Errors that keep the archive from being used; each message is one line for a person."""

from __future__ import annotations

import sqlite3


class ArchiveError(Exception):
    """The archive can't be used as requested."""


class LockedError(ArchiveError):
    """Another process writes to the archive; `holder` names it."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"the archive is being written by {holder}")
        self.holder = holder


class NewerSchemaError(ArchiveError):
    """The archive was written by a newer release, whose tables this one does not know."""


class OlderSchemaError(ArchiveError):
    """The archive was written by an older release and can't be upgraded now; the message says why."""


class ArchiveUnwritableError(ArchiveError):
    """The data folder or the database can't be written."""


class NotAnArchiveError(ArchiveError):
    """`archive.db` is not a Fangzhi archive: it is not a SQLite database, or belongs to another program."""


class DamagedDatabaseError(NotAnArchiveError):
    """SQLite can't make sense of `archive.db`."""


class MissingCapturesError(ArchiveError):
    """A WARC file that the archive's tables name is not in the data folder."""


class CorrectionsError(ArchiveError):
    """`corrections.yaml` can't be used; the message names the entry and the key."""


def is_of_machine(error: Exception) -> bool:
    """Return whether an error is the machine's or the database's, not a record's.

    A damaged database (SQLITE_CORRUPT) is a DatabaseError of no narrower class (Python's sqlite3, 3.11 to 3.13).
    """
    machine = (OSError, MemoryError, sqlite3.OperationalError, sqlite3.InternalError)
    return isinstance(error, machine) or type(error) is sqlite3.DatabaseError
