"""What keeps the archive from being used, each in one line for a person."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive can't be used as asked."""


class LockedError(ArchiveError):
    """Another process writes to the archive; `holder` names it."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"the archive is being written by {holder}")
        self.holder = holder


class NewerSchemaError(ArchiveError):
    """The archive was written by a newer release, whose tables this one does not know."""


class ArchiveUnwritableError(ArchiveError):
    """The data folder or the database can't be written."""


class NotAnArchiveError(ArchiveError):
    """`archive.db` is no archive of ours: no SQLite database, or another program's."""


class DamagedDatabaseError(NotAnArchiveError):
    """SQLite can't make sense of `archive.db`."""
