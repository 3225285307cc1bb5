"""The parts of the house, one module each: what a part keeps and asks is made there and nowhere else."""
