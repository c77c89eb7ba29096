"""What a list's page has beside its rows that may lead to further ones, and that no reader used."""
