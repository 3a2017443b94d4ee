from django.urls import path

from . import answers, brought, left_out, posting, printing, returned, views

app_name = "postcards"
urlpatterns = [
    path("", views.batches, name="list"),
    path("make/", views.make, name="make"),
    path("left-out/<slug:reason>/", left_out.left_out_people, name="left_out"),
    path("returned/", returned.returned, name="returned"),
    path("brought/", brought.brought, name="brought"),
    path("brought/<str:what>/", brought.brought_cards, name="brought_cards"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<int:answer_id>/reopen/", answers.reopen_answer, name="reopen_answer"),
    path("answers/<int:answer_id>/<str:outcome>/", answers.decide_answer, name="decide_answer"),
    path("returned/<int:card_id>/take-back/", returned.take_back_returned, name="take_back_returned"),
    path("printouts/<int:printout_id>/", printing.printout, name="printout"),
    path("printouts/<int:printout_id>/file/", printing.printout_file, name="printout_file"),
    path("<int:batch_id>/", views.batch, name="batch"),
    path("<int:batch_id>/stationery/", printing.stationery, name="stationery"),
    path("<int:batch_id>/preview/", printing.preview, name="preview"),
    path("<int:batch_id>/test-page/", printing.test_page, name="test_page"),
    path("<int:batch_id>/print/", printing.print_out, name="print"),
    path("<int:batch_id>/printed/", printing.printed, name="printed"),
    path("<int:batch_id>/posted/", posting.posted, name="posted"),
    path("<int:batch_id>/unposted/", posting.unposted, name="unposted"),
    path("<int:batch_id>/throw-away/", posting.throw_away_batch, name="throw_away"),
    path("<int:batch_id>/<str:file_format>/", views.download, name="download"),
]
