"""ProcessMaker's Documents: folders, and the files of cases that lie in them."""
