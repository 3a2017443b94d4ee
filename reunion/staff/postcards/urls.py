app_name = "postcards"
urlpatterns = []
