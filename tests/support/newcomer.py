"""A person whom the demo office does not know yet, as the form for new users sends them."""

NEWCOMER = {
    "username": "nora",
    "first_name": "Nora",
    "last_name": "Newman",
    "email": "nora@example.test",
    "expires_on": "2035-12-31",
    "role": "PROCESSMAKER_OPERATOR",
    "password": "Zx81-spectrum",
}
