"""Zoom over HTTP. The only package that imports httpx; nothing here knows the database or a chat."""
