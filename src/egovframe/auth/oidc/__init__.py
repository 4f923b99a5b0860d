"""Signing in with another site's OpenID Connect provider, as a relying party (OpenID Connect Core 1.0, RFC 9700).

wire.py        requests to the provider: bounded in time and size, no redirects
metadata.py    what the provider says of itself (OpenID Connect Discovery 1.0), checked and kept for a while
keys.py        the keys that the provider signs with; fetched again for an unknown one, but not as often as one likes
tokens.py      ID tokens and logout tokens: whether they are to be believed
client.py      how the office shows the provider who it is
visit.py       what is kept of one visit until the person comes back
profiles.py    what providers call things: claims, groups, levels
"""
