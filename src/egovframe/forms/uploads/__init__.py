"""Files that people hand in with a form: taken in as a stream, looked at, scanned, encrypted, never shown inline."""
