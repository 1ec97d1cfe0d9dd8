from django.db import models


class LeaseRow(models.Model):
    """A lease that is kept here because Redis was away when it was asked for."""

    name = models.CharField(max_length=200, primary_key=True)
    token = models.CharField(max_length=32)
    holder = models.CharField(max_length=200)
    fence = models.BigIntegerField(default=0)
    until = models.DateTimeField()
