"""The words that an office gives its notices in the place of those that come with the papers, version by version."""
