"""PM tables and report tables: reading, searching, sorting, and files that go in and out."""
