"""Certificates of people (X.509, RFC 5280): what is handed in, and what must hold before anybody is believed.

    papers       certificates as they are handed in: by a proxy in a header, in files, in a signed text
    strength     which algorithms and keys are strong enough
    path         from the certificate to an authority that the city trusts, and what the certificate is for
    policies     under which policies it was issued, all along the path
    challenge    a text signed with it (CMS SignedData, RFC 5652)
    revocation   whether it was revoked: by lists (`lists`) or by asking (`responders`)
    fetching     lists and answers from other machines, bounded
    subjects     whom a certificate means

The plug-in is `egovframe.auth.builtin.certificate.Certificate`.
"""
