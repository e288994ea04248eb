"""Translators: a platform's words to the core's words and back. No rules, no SQL, no Zoom."""
