"""Translation engines, one module each. `registry.py` says how each is made from the settings."""
