"""What an account proves itself with beside a password: authenticator apps, keys, certificates, links to providers."""
