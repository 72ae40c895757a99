"""Real but tiny model files, made when a test needs them."""
