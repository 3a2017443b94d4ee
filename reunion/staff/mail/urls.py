from django.urls import path

from . import businesses, domain, inbound, returned, views, wording

app_name = "mail"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:message_id>/", views.detail, name="detail"),
    path("<int:message_id>/by-hand/", views.by_hand, name="by_hand"),
    path("<int:message_id>/again/", views.again, name="again"),
    path("inbound/", inbound.letters, name="inbound"),
    path("inbound/<int:letter_id>/", inbound.letter, name="inbound_letter"),
    path("inbound/<int:letter_id>/aside/", inbound.aside, name="inbound_aside"),
    path("returned/", returned.returned, name="returned"),
    path("returned/again/", returned.again, name="returned_again"),
    path("addresses/", returned.addresses, name="addresses"),
    path("addresses/<int:health_id>/lift/", returned.lift, name="lift"),
    path("addresses/<int:health_id>/confirm/", returned.confirm, name="confirm_dead"),
    path("domain/", domain.domain, name="domain"),
    path("domain/letters/", domain.letters_of_receiver, name="of_receiver"),
    path("domain/check/", domain.check_domain, name="check_domain"),
    path("wording/", wording.wordings, name="wordings"),
    path("wording/texts/", wording.texts, name="texts"),
    path("wording/<slug:letter_name>/", wording.wording, name="wording"),
    path("wording/<slug:letter_name>/preview/", wording.wording_preview, name="wording_preview"),
    path("wording/<slug:letter_name>/restore/", wording.wording_restore, name="wording_restore"),
    path("businesses/", businesses.businesses, name="businesses"),
    path("businesses/add/", businesses.add, name="add_business"),
    path("businesses/venue/<int:booking_id>/", businesses.to_venue, name="write_to_venue"),
    path("businesses/letters/<int:business_letter_id>/", businesses.letter, name="business_letter"),
    path(
        "businesses/letters/<int:business_letter_id>/pdf/", businesses.letter_pdf, name="business_letter_pdf"
    ),
    path("businesses/<int:business_id>/", businesses.business, name="business"),
    path("businesses/<int:business_id>/edit/", businesses.edit, name="edit_business"),
    path("businesses/<int:business_id>/write/", businesses.write, name="write_to_business"),
    path("folder/", views.folder, name="folder"),
    path("folder/<int:message_id>/", views.folder_letter, name="folder_letter"),
]
