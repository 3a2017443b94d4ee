"""What may be seen in /admin/ but never changed there: money, letters, the journal, the account.

Each of these is changed at the desk by a rule that looks again, tells whom it concerns and leaves its line
in the journal; a form of the admin would pass by all of that.
"""


class LookOnly:
    """Before admin.ModelAdmin or an inline."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
