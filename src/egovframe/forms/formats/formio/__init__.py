"""form.io: the JSON that its builder saves."""
