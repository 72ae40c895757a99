"""What clients get: deltas and state become response objects. Pure functions, no input or output."""
