"""`trinational backup` and `trinational restore`: one encrypted file with all that a new machine needs."""
