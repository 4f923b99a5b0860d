"""The OpenID provider's addresses: discovery, authorization, tokens, userinfo, revocation, signing out."""

from egovframe.web.oauth import authorize, discovery, tokens

areas = (discovery.routes, authorize.routes, tokens.routes)

__all__ = ["areas"]
