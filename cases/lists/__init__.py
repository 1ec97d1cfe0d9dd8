"""Lists of cases: what each one is, what its URL asks for, how it is loaded and shown."""
