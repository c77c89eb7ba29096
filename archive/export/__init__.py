"""The archive in open formats, and as a folder to publish."""
