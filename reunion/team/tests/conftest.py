from reunion.accounts.tests.conftest import post_office

__all__ = ["post_office"]
