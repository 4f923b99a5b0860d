"""Passkeys (Web Authentication Level 3): what a browser hands in, what is kept, and how it is checked.

    cbor          the bounds of what an authenticator encoded (CTAP2 canonical CBOR)
    answers       what the browser sends, bounded and read
    records       what is kept of a challenge and of a key
    authenticators  which makes of authenticator a city allows, and what it believes of them
    ceremony      the checks of registration and of authentication, by the `webauthn` library

The plug-in is `egovframe.auth.builtin.passkey.Passkey`.
"""
