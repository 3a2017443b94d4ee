"""Which device a browser says it runs on, in two words somebody recognizes."""

SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("Line/", "LINE"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device(user_agent: str) -> str:
    """'iPhone Safari'; empty when nothing is recognized."""
    words = (next((name for sign, name in signs if sign in user_agent), "") for signs in (SYSTEMS, BROWSERS))
    return " ".join(word for word in words if word)
