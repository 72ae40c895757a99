"""The native side: builds llama.cpp and generates its declarations."""
