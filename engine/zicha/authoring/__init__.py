"""What rule authors run: the rules' own cases, and what looks for their weak places."""
