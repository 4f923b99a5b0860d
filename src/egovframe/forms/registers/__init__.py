"""Registers that the law has an office keep: petitions, requests for prescreening, objections; read, never written."""
