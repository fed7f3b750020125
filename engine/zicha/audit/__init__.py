"""The audit of many units: read, judged together, ranked, rolled up."""
