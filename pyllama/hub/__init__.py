"""Models that are fetched: from a URL, or from a repository of Hugging Face."""

from pyllama.hub.fetch import fetch_model
from pyllama.hub.progress import DownloadProgress
from pyllama.hub.remote_model import RemoteModel

__all__ = ["DownloadProgress", "RemoteModel", "fetch_model"]
