"""The door at which a mail provider reports what became of a mail; closed unless one is used."""
