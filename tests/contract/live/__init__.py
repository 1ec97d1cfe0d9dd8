"""The contract on a live server: the endpoints of the client, tried on cases of its own."""
