"""Class by class: who looks after it, how many are reached, and when anybody was last called."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reunion.overview.coverage import coverage
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .calling import NO_CLASS


@for_roles(OFFICE)
def classes(request: HttpRequest) -> HttpResponse:
    covered = coverage(request.reunion)
    page = page_of(covered.rows, request.GET.get("page"))
    slug = request.reunion.slug
    page.object_list = [
        {
            "room": row,
            "url": reverse(
                "staff:outreach:class", args=[slug, row.homeroom.pk if row.homeroom else NO_CLASS]
            ),
        }
        for row in page.object_list
    ]
    return render(request, "staff/outreach/classes.html", {"page": page, "covered": covered})
