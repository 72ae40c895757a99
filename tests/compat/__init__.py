"""This server and upstream's, asked the same: what differs is in ``differences.py``, with its reason.

Upstream's answers lie in ``golden/``. ``python -m tests.compat.record`` asks upstream's server again.
"""
