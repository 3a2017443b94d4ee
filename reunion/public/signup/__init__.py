"""Input, confirmation, completion: how a guest signs up."""
