"""Signing in with a credential from a wallet: an OpenID4VP 1.0 verifier of SD-JWT VCs (RFC 9901).

interfaces.py    what a plug-in that takes credentials must do
request.py       what the wallet is asked for: a signed request object (RFC 9101) with a DCQL query
reply.py         what the wallet posted, opened and held to this very visit
client.py        who the office is for wallets: its certificate and the key that signs its requests
visit.py         what is kept of one visit until it is over
disclosures.py   SD-JWTs: which claims were disclosed, and that nothing else came along
binding.py       that whoever presents it holds the key that it was issued to
credential.py    whether a presented credential is to be believed
issuers.py       whose credentials are taken, and where their keys are pinned
papers.py        certificates of issuers and of the office itself (X.509)
status.py        whether the issuer withdrew it (Token Status List)
"""
