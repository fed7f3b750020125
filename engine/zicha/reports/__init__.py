"""The report in the formats that readers and programs use. One tree feeds them all."""
