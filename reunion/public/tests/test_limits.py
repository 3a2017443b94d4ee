"""How often one visitor may press: with Redis and with files, many at once, and when the cache is away."""

import os
import pickle
import socket
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from django.core.cache import cache, caches

from reunion.public import limits
from reunion.public.limits import too_often

REDIS = os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/7"
WHERE = f"reunion.public.tests.test_limits.{uuid.uuid4()}"  # others may run the same tests now


def use(settings, backend: str, location, **options) -> None:
    """The cache of this test; the previous one's connection is let go."""
    settings.CACHES = {
        "default": {
            "BACKEND": f"django.core.cache.backends.{backend}",
            "LOCATION": str(location),
            "KEY_PREFIX": WHERE,
            "OPTIONS": options,
        }
    }


def redis_answers() -> bool:
    try:
        return redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return False


@pytest.fixture(params=["files", "redis"])
def any_cache(request, settings, tmp_path):
    if request.param == "files":
        use(settings, "filebased.FileBasedCache", tmp_path / "cache")
    elif redis_answers():
        use(settings, "redis.RedisCache", REDIS)
    else:
        pytest.skip("No Redis answers here (REDIS_URL)")
    settings.VAR_DIR = tmp_path
    yield request.param
    forget()


def forget() -> None:
    if isinstance(caches["default"], limits.FileBasedCache):
        return cache.clear()
    client = redis.Redis.from_url(REDIS)
    for key in client.scan_iter(f"{WHERE}:*"):
        client.delete(key)


@pytest.fixture
def clock(monkeypatch):
    """The time as the limits see it, and how to let it pass."""
    now = [time.time() // 3600 * 3600]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])

    def forward(minutes: float) -> None:
        now[0] += minutes * 60

    return forward


def tries(count: int, *, who: str = "203.0.113.9", what: str = "question") -> list[bool]:
    return [too_often(what, who, most=3, minutes=60) for _ in range(count)]


def test_the_fourth_of_three_is_one_too_many_for_this_visitor_only(any_cache):
    assert tries(5) == [False, False, False, True, True]
    assert tries(1, who="203.0.113.10") == [False]
    assert tries(1, what="signup") == [False]


def test_the_window_slides_and_a_refused_try_is_not_held_against_anybody(any_cache, clock):
    assert tries(2) == [False, False]
    clock(minutes=40)
    assert tries(3) == [False, True, True]
    clock(minutes=20)
    assert tries(1) == [True]
    clock(minutes=1)
    assert tries(3) == [False, False, True]
    clock(minutes=40)
    assert tries(2) == [False, True]


def test_upper_and_lower_case_are_one_visitor(any_cache):
    assert tries(3, who="Taro@Example.jp") == [False, False, False]
    assert tries(1, who="taro@example.jp") == [True]


def test_of_many_at_once_exactly_so_many_come_through(any_cache):
    with ThreadPoolExecutor(16) as pool:
        refused = list(pool.map(lambda _: too_often("at-once", "x", most=10, minutes=60), range(60)))
    assert refused.count(False) == 10


def test_a_number_outlives_the_five_minutes_of_a_cache_of_files(any_cache):
    tries(1)
    name = limits._slices("question", "203.0.113.9", 60)[0]
    if any_cache == "redis":
        assert 3600 < redis.Redis.from_url(REDIS).ttl(f"{WHERE}:1:{name}") <= 3660
    else:
        with Path(caches["default"]._key_to_file(name)).open("rb") as file:
            assert 3600 < pickle.load(file) - time.time() <= 3660


def test_nobody_known_is_never_limited(any_cache):
    assert tries(9, who="") == [False] * 9


def test_a_flushed_cache_lets_people_through(any_cache):
    assert tries(4)[-1] is True
    forget()
    assert tries(1) == [False]


def test_neither_address_nor_mail_is_in_the_cache(any_cache, tmp_path):
    tries(1, who="hanako@secret.example")
    tries(1, who="198.51.100.77")
    if any_cache == "redis":
        kept = b"".join(redis.Redis.from_url(REDIS).scan_iter(f"{WHERE}:*"))
    else:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        kept = b"".join(path.name.encode() + path.read_bytes() for path in files)
    assert kept
    assert [word for word in (b"hanako", b"secret", b"198.51") if word in kept] == []


def test_the_hash_depends_on_the_secret_key(settings):
    before = limits._slices("question", "203.0.113.9", 60)
    settings.SECRET_KEY = "another"
    assert before[0] != limits._slices("question", "203.0.113.9", 60)[0]


def test_a_redis_that_is_away_or_silent_lets_people_through_soon(settings, caplog):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        use(settings, "redis.RedisCache", address, socket_connect_timeout=1, socket_timeout=1)
        start = time.monotonic()
        assert tries(1) == [False]
        assert time.monotonic() - start < 3
    assert tries(4) == [False] * 4
    assert "203.0.113.9" not in caplog.text


def test_a_folder_that_cannot_be_written_lets_people_through(settings, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    use(settings, "filebased.FileBasedCache", tmp_path / "cache")
    settings.VAR_DIR = tmp_path / "absent"
    assert tries(4) == [False] * 4
    settings.VAR_DIR = tmp_path
    assert tries(4) == [False] * 4
