"""What clients may send: JSON bodies become frozen values, or an error that names the field."""
