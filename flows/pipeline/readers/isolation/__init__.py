"""Run tasks in a warm worker process within limits of time and memory, and replace it when it dies.

Documents are untrusted: 100 kB can keep a parser busy for hours or make it allocate 100 GB, and a library written
in C can crash. So no document is read in the process that has the archive open.
"""
