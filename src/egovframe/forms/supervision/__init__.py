"""The monthly review of how petitions were handled (시행령 제22조, 시행규칙 제7조)."""
