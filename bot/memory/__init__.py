"""`trinational memory`."""
