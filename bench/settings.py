"""The real settings; only the address of the empty view is added."""

from reunion.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
