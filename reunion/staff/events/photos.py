from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.events.models import Photo
from reunion.events.photos import (
    LONGEST_CAPTION,
    MOST,
    add_photo,
    describe_photo,
    move_photo,
    picture_of,
    remove_photo,
)
from reunion.lib.refused import Refused
from reunion.team.access import NOT_CLASS_STAFF, OFFICE, for_roles


class CaptionForm(forms.Form):
    caption = forms.CharField(
        label=gettext_lazy("写真の説明"),
        help_text=gettext_lazy(
            "何が写っているかを短く。写真の下に出て、目の見えない人には読み上げられます。"
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_CAPTION,
        error_messages={
            "required": gettext_lazy("何が写っているかを、短く書いてください。例 文化祭の3年A組"),
            "max_length": gettext_lazy("写真の説明は%(limit_value)s文字までで書いてください。"),
        },
    )


class PhotoForm(CaptionForm):
    """An iPhone that is asked for JPEG only makes one by itself of the photos it keeps otherwise."""

    file = forms.FileField(
        label=gettext_lazy("写真"),
        help_text=gettext_lazy(
            "JPEG、PNG、WebPの写真を1枚、15MBまで。場所や日時の記録は、自動で取り除かれます。"
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": gettext_lazy("写真を選んでください。"),
            "empty": gettext_lazy("ファイルの中身が空です。別の写真を選んでください。"),
        },
    )

    field_order = ["file", "caption"]


@for_roles(OFFICE)
def photos(request: HttpRequest) -> HttpResponse:
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_photo(request.reunion, **form.cleaned_data, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("写真を加えました。"))
            return redirect("staff:events:photos", request.reunion.slug)
    shown = list(Photo.objects.filter(reunion=request.reunion))
    context = {"form": form, "photos": shown, "has_room": len(shown) < MOST, "most": MOST}
    return render(request, "staff/events/photos.html", context)


@for_roles(OFFICE)
def photo(request: HttpRequest, photo_id: int) -> HttpResponse:
    found = get_object_or_404(Photo, pk=photo_id, reunion=request.reunion)
    form = CaptionForm(request.POST or None, initial={"caption": found.caption})
    if request.method == "POST" and form.is_valid():
        try:
            describe_photo(found, caption=form.cleaned_data["caption"], actor=request.user)
        except Refused as refused:
            form.add_error("caption", str(refused))
        else:
            messages.success(request, _("保存しました。"))
            return redirect("staff:events:photos", request.reunion.slug)
    return render(request, "staff/events/photo.html", {"form": form, "photo": found})


@for_roles(OFFICE)
@require_POST
def move(request: HttpRequest, photo_id: int) -> HttpResponse:
    found = get_object_or_404(Photo, pk=photo_id, reunion=request.reunion)
    move_photo(found, earlier="earlier" in request.POST, actor=request.user)
    return redirect("staff:events:photos", request.reunion.slug)


@for_roles(OFFICE)
def remove(request: HttpRequest, photo_id: int) -> HttpResponse:
    found = get_object_or_404(Photo, pk=photo_id, reunion=request.reunion)
    if request.method != "POST":
        return render(request, "staff/events/photo_remove.html", {"photo": found})
    remove_photo(found, actor=request.user)
    messages.success(request, _("写真を外しました。"))
    return redirect("staff:events:photos", request.reunion.slug)


@for_roles(NOT_CLASS_STAFF)
def picture(request: HttpRequest, photo_id: int, size: str) -> FileResponse:
    """Also of a reunion that no guest can see yet."""
    found = picture_of(get_object_or_404(Photo, pk=photo_id, reunion=request.reunion), size)
    if found is None:
        raise Http404
    answer = FileResponse(found, content_type="image/jpeg", filename=f"{photo_id}-{size}.jpg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
