"""The SQLite file: tables, migrations, locking, read-only opening, data dictionary."""
