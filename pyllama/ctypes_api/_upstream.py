# Generated from native/upstream.toml of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

UPSTREAM_COMMIT = "0c1e57098"
