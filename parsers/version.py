"""The parser's version: a change of it makes a reparse write `parser` versions, never `edited` ones."""

VERSION = "2.0.0"
