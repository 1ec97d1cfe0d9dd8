from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.background import stop_all
from accounts.grants import end_grant
from accounts.models import Grant


class Command(BaseCommand):
    help = "End the sessions and stop the jobs of the users named, or of everybody with --all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("usernames", nargs="*", metavar="username")
        parser.add_argument("--all", action="store_true", dest="everybody")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["usernames"]) == options["everybody"]:
            raise CommandError("Give user names, or --all.")
        grants = Grant.objects.all()
        if not options["everybody"]:
            grants = grants.filter(username__in=options["usernames"])
        for grant in grants:
            self.sign_out(grant)

    def sign_out(self, grant: Grant) -> None:
        stop_all(grant)
        told = "" if end_grant(grant) else "; ProcessMaker did not answer, so it was not told"
        self.stdout.write(f"{grant.username} is signed out{told}")
