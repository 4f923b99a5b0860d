"""How long facts' private values are kept, what holds them longer, and how they are disposed of."""
