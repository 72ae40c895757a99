"""Small conversations: greetings, what the model is, what it was told, what it does not know, what it copies."""
