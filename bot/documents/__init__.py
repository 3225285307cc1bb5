"""Documents that people open in a word processor."""
