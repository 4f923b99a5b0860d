"""The city as OpenID provider for its own other systems: authorization code with PKCE, small and strict."""
