import pytest

from reunion.lib.cp932 import Replacements


@pytest.mark.parametrize(
    ("written", "replaced"),
    [
        ("髙橋 﨑山 塚本", "髙橋 﨑山 塚本"),
        ("𠮷田 𠮷子", "吉田 吉子"),
        ("渡邉󠄂", "渡邉"),
        ("1–2‑3", "1-2-3"),
        ("😀", "〓"),
        ("", ""),
    ],
)
def test_what_old_programs_lack_is_replaced_by_what_they_know(written, replaced):
    assert Replacements().apply(written) == replaced


def test_each_replacement_is_listed_once():
    replacements = Replacements()
    for text in ("𠮷田", "𠮷子 渡邉󠄂", "高田"):
        replacements.apply(text)
    assert replacements.found == {"𠮷": "吉", "邉󠄂": "邉"}
    assert str(replacements) == "𠮷→吉、邉󠄂→邉"
