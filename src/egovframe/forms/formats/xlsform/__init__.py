"""XLSForm: a form as a workbook, as ODK, KoBo and others read it."""
