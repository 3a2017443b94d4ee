import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from reunion import cast
from reunion.events.line_groups import in_order, invitation_in, set_groups, words_for
from reunion.events.models import LineGroup
from reunion.journal.models import Entry
from reunion.lib.refused import Refused

ADDRESS = "https://line.me/R/ti/g/aB-3_x"


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        (ADDRESS, ADDRESS),
        (f"　{ADDRESS}\n", ADDRESS),
        ("ｈｔｔｐｓ：／／ｌｉｎｅ．ｍｅ／Ｒ／ｔｉ／ｇ／ａＢ－３＿ｘ", ADDRESS),
        (f"安藤さんから招待されました。{ADDRESS}\nから参加できます", ADDRESS),
        (f"こちら（{ADDRESS}）からどうぞ。", ADDRESS),
        ("http://line.me/R/ti/g/aB-3_x", ADDRESS),
        ("HTTPS://LINE.ME/R/ti/g/aB-3_x.", ADDRESS),
        ("参加はline.me/R/ti/g/aB-3_xへ", ADDRESS),
        ("https://lin.ee/Ab12cd", "https://lin.ee/Ab12cd"),
        ("https://line.me/ti/g2/x?utm_source=invitation", "https://line.me/ti/g2/x?utm_source=invitation"),
        ("", ""),
        (" 　", ""),
    ],
)
def test_the_invitation_is_found_in_what_was_pasted(pasted, address):
    assert invitation_in(pasted) == address


@pytest.mark.parametrize(
    "pasted",
    [
        "あとで",
        "https://line.me/",
        "https://line.me",
        "https://line.me@evil.example/R/ti/g/x",
        "https://line.me.evil.example/R/ti/g/x",
        "https://notline.me/R/ti/g/x",
        "https://evil.example/line.me/R/ti/g/x",
        "https://a@line.me/x",
        "javascript://line.me/x",
        "https://line.me:8443/x",
    ],
)
def test_any_other_address_is_refused(pasted):
    with pytest.raises(Refused, match=r"https://line\.me/ で始まるアドレス"):
        invitation_in(pasted)


def test_an_endless_address_is_refused():
    with pytest.raises(Refused, match="長すぎます"):
        invitation_in(ADDRESS + "x" * 200)


@pytest.mark.django_db
def test_a_group_is_set_changed_and_taken_away():
    reunion = cast.mamagawa()
    room, actor = cast.homeroom(reunion), cast.member(reunion)
    set_groups(reunion, invitations={None: ADDRESS, room: "line.me/ti/g/old"}, actor=actor)
    set_groups(reunion, invitations={room: "line.me/ti/g/new"}, actor=actor)
    groups = {str(group): group.invitation_url for group in reunion.line_groups.all()}
    assert groups == {"学年全体": ADDRESS, "3年A組": "https://line.me/ti/g/new"}
    set_groups(reunion, invitations={None: ADDRESS, room: ""}, actor=actor)
    assert [str(group) for group in reunion.line_groups.all()] == ["学年全体"]
    assert list(Entry.objects.order_by("id").values_list("sentence", flat=True)) == [
        "LINEグループの招待を登録しました（学年全体）",
        "LINEグループの招待を登録しました（3年A組）",
        "LINEグループの招待を登録しました（3年A組）",
        "LINEグループの招待を外しました（3年A組）",
    ]


@pytest.mark.django_db
def test_one_wrong_address_changes_nothing():
    reunion = cast.mamagawa()
    with pytest.raises(Refused):
        set_groups(
            reunion, invitations={None: ADDRESS, cast.homeroom(reunion): "https://x.example/"}, actor=None
        )
    other = cast.homeroom(cast.mamagawa("another", graduated=(1984, 3)))
    with pytest.raises(Refused, match="この学年のクラスではありません"):
        set_groups(reunion, invitations={None: ADDRESS, other: ADDRESS}, actor=None)
    assert reunion.line_groups.count() == 0


@pytest.mark.django_db
def test_the_staff_have_a_group_beside_that_of_the_year():
    reunion = cast.mamagawa()
    room = cast.homeroom(reunion)
    staff = "https://line.me/ti/g/staff"
    set_groups(reunion, invitations={room: ADDRESS, None: ADDRESS}, of_the_staff=staff, actor=None)
    set_groups(reunion, invitations={None: "line.me/ti/g/new"}, actor=None)
    groups = in_order(reunion.line_groups.all())
    assert [(str(group), group.invitation_url) for group in groups] == [
        ("スタッフ", staff),
        ("学年全体", "https://line.me/ti/g/new"),
        ("3年A組", ADDRESS),
    ]
    assert {str(group) for group in reunion.line_groups.for_guests()} == {"学年全体", "3年A組"}
    set_groups(reunion, invitations={}, of_the_staff="", actor=None)
    assert not reunion.line_groups.filter(for_staff=True).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_text_to_pass_on_is_japanese_whatever_the_screen_speaks(language):
    reunion = cast.mamagawa()
    group = LineGroup.objects.create(reunion=reunion, invitation_url=ADDRESS)
    with translation.override(language):
        text = words_for(group)
    assert text == (
        f"{reunion.name}のLINEグループ（学年全体）です。下のアドレスを押すと入れます。"
        f"ほかの方には広めないようお願いします。\n{ADDRESS}"
    )


@pytest.mark.django_db
def test_the_group_of_the_staff_is_one_and_of_no_class():
    reunion = cast.mamagawa()
    LineGroup.objects.create(reunion=reunion, for_staff=True, invitation_url=ADDRESS)
    for changes in ({}, {"homeroom": cast.homeroom(reunion)}):
        with pytest.raises(ValidationError):
            LineGroup(reunion=reunion, for_staff=True, invitation_url=ADDRESS, **changes).full_clean()
