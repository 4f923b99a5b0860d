"""What the law says of many applicants: the figures from which on, and the articles. No I/O."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyRule:
    """The figures of a law on many applicants, each with its article.

    From `applicants` on who ask for the same their petitions may be joined. A petition that `persons` hand in together
    and that concerns `households` is one of many: it has duties of its own, such as `list_article` (the list of names
    as an original) and `review_article` (a committee's review before it is closed as a repeat). From `united` persons
    on who named no representative, up to `representatives` of them may be asked for.
    """

    applicants: int
    applicants_article: str
    persons: int
    households: int
    many_article: str
    list_article: str
    review_article: str
    care_article: str
    united: int
    representatives: int
    representatives_article: str
