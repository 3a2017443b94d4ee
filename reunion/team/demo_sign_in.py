"""In the demo one press signs in as any member; nowhere else.

Somebody can be signed in that way only while every reunion they belong to is a demo and they own nothing
of the installation. So a real committee member who is added to the demo is no way in.
"""

from django.db.models import Exists, OuterRef, QuerySet

from .models import Member


def demo_members() -> QuerySet[Member]:
    real = Member.objects.filter(user=OuterRef("user"), reunion__is_demo=False)
    return (
        Member.objects.filter(
            ~Exists(real),
            reunion__is_demo=True,
            user__is_active=True,
            user__is_superuser=False,
            user__is_staff=False,
        )
        .select_related("user", "reunion")
        .order_by("id")
    )
