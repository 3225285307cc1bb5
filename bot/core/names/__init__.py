"""The name shield: possible names of persons in what somebody wrote."""
