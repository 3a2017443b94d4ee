"""The reunion house. Read docs/house.md for the floors; each app's own docstring is its door plate."""

from reunion.celery import application as celery_application

__all__ = ["celery_application"]
