"""The directory of ProcessMaker: users, groups, departments, roles."""
