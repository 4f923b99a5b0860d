"""The designer: forms built in administration without code, looked at, published and withdrawn."""

from egovframe.web.admin.designer import drafts, forms, previews, questions

areas = (forms.routes, drafts.routes, questions.routes, previews.routes)

__all__ = ["areas"]
