"""BagIt (RFC 8493): a folder with a payload, checksums of it and some words about it."""
