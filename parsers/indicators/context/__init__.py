"""What holds around a sentence: years, headings, the heads of tables."""
