"""`trinational init`: from nothing to a running bot, by questions whose answers are tried on the server at once."""
