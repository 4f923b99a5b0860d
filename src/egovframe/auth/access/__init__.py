"""Who may do what: the policy that decides, roles and units of the office, delegation and impersonation."""
