"""What every answer tells the browser not to do, beside what Django and the content policy say already.

No page of ours needs to know where somebody is or to hear them; a camera only reads codes at the reception.
No other site may put our pages, files or pictures into its own, unless a view says so itself.
"""

PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(self), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


class CarefulHeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
