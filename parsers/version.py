"""The parser's version. After a change of it, a reparse writes versions of kind `parser`, never `edited`."""

VERSION = "2.0.0"
