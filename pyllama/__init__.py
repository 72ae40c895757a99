"""Load language models with llama.cpp and generate text from them."""
