"""YAML and JSON text -> plain values with their places. The only room that knows a YAML library."""
