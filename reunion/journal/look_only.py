"""What may be seen in /admin/ but never changed there: nearly everything.

People, replies, money, letters, cards, the account, the journal: each of these is changed at the desk by a
rule that looks again, tells whom it concerns and leaves its line in the journal; a form of the admin would
pass by all of that. What opens a door (a code, a token, a signature) is not shown there either.
Such a row also keeps what it hangs on from being deleted (owners_table.py), unless it is mere set-up, which
says so: `is_kept = False`.
"""


class LookOnly:
    """Before admin.ModelAdmin or an inline."""

    is_kept = True
    actions = None
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
