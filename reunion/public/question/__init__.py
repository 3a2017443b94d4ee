"""The question box: a guest writes to the organizers, without login and without showing who is registered."""
