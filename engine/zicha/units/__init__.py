"""The facts of a unit: from what a person wrote to what is known of it on one day."""
