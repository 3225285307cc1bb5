"""Makes config/names/words.bin out of dictionaries, frequency lists and lists of names from public packages."""
