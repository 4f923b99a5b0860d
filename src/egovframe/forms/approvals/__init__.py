"""Approval lines (기안–검토–결재): a decision is drafted by one officer and approved by others before it is made."""
