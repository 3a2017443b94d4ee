import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reunion.settings")

application = get_wsgi_application()

# What is loaded at the start is never rubbish; Python need not look through it again during a request.
gc.collect()
gc.freeze()
