"""The audit of many units in the formats that the campaign office and programs use."""
