from typing import Any

from django.core.management.base import BaseCommand

from accounts.grants import forget_old_grants


class Command(BaseCommand):
    help = "Delete grants whose tokens have run out. Run it daily, beside clearsessions."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_old_grants()} grants deleted")
