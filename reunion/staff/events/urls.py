from django.urls import path

from . import account, line_groups, milestones, photos, program, refunds, venues, views

app_name = "events"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("reunion/", views.reunion, name="reunion"),
    path("item/add/", program.add, name="add_item"),
    path("item/<int:item_id>/", program.item, name="item"),
    path("item/<int:item_id>/remove/", program.remove, name="remove_item"),
    path("venues/", venues.venues, name="venues"),
    path("venues/add/", venues.add, name="add_venue"),
    path("venues/<int:booking_id>/", venues.venue, name="venue"),
    path("venues/<int:booking_id>/hold/", venues.hold, name="hold_venue"),
    path("venues/<int:booking_id>/book/", venues.book, name="book_venue"),
    path("venues/<int:booking_id>/cancel/", venues.cancel, name="cancel_venue"),
    path("milestones/", milestones.milestones, name="milestones"),
    path("milestones/add/", milestones.add, name="add_milestone"),
    path("milestones/move/", milestones.move, name="move_milestones"),
    path("milestones/<int:milestone_id>/", milestones.milestone, name="milestone"),
    path("milestones/<int:milestone_id>/done/", milestones.done, name="milestone_done"),
    path("milestones/<int:milestone_id>/remove/", milestones.remove, name="remove_milestone"),
    path("refunds/", refunds.refunds, name="refunds"),
    path("line/", line_groups.line_groups, name="line_groups"),
    path("photos/", photos.photos, name="photos"),
    path("photos/<int:photo_id>/", photos.photo, name="photo"),
    path("photos/<int:photo_id>/move/", photos.move, name="move_photo"),
    path("photos/<int:photo_id>/remove/", photos.remove, name="remove_photo"),
    path("photos/<int:photo_id>/<str:size>.jpg", photos.picture, name="picture"),
    path("account/", account.account, name="account"),
    path("account/<int:change_id>/confirm/", account.confirm, name="confirm_account"),
    path("account/<int:change_id>/discard/", account.discard, name="discard_account"),
]
