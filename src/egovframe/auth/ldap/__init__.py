"""Directories that speak LDAP (RFC 4510): how one is asked, and what its answer means here.

    address       where a directory is, and how what is said stays unread on the way
    names         names that people type, and names of entries, made safe for filters and compared
    line          a connection for one question, bounded in time, by the `ldap3` library
    entries       entries as they come, and the person that one describes
    lookup        finding the one entry, the groups it is in, and whether the password is its own

The plug-in is `egovframe.auth.builtin.ldap.Ldap`.
"""
