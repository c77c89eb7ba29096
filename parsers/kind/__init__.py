"""What a page is: a report, a list of promises, something else, or no content at all."""
