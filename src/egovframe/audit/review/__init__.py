"""Reviewing the trail month by month (개인정보의 안전성 확보조치 기준 §8): counts, missing reasons, the signature."""
