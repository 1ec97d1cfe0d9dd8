"""One class for each part of the API; one method for each endpoint."""
