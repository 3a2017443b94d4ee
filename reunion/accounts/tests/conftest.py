"""A real mail server over loopback, which refuses whom a test names."""

import pytest

from reunion.mail.tests.post_office import PostOffice


class ChoosyPostOffice(PostOffice):
    """`refused` are addresses it does not know."""

    refused = ()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 5.1.1 User unknown"
        return await super().handle_RCPT(server, session, envelope, address, options)


@pytest.fixture
def post_office(settings):
    office = ChoosyPostOffice()
    office.controller.start()
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    yield office
    office.close()
