"""The syntax of JavaScript: lexemes, expressions, statements."""
