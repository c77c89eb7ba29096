"""From bytes to the text of a page: encodings, markup, attachments, templates."""
