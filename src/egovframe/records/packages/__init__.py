"""Packages: records as files in formats that other people's programs read, and that outlive this office."""
