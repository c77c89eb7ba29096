"""Articles: fetched with their files and further pages, and with the text that their scripts fill in."""
