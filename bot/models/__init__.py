"""`trinational models`: the files of the Firefox engine, fetched once and checked against their digests."""
