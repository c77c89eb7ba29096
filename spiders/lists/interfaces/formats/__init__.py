"""The formats of an interface's answer: lines of text, XML, and what is packed in its strings."""
