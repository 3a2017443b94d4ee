import pytest

from reunion.mail.allow_lists import allow_list_for, allow_list_of
from reunion.mail.kinds import CARRIERS


@pytest.mark.parametrize(
    ("address", "carrier"),
    [
        ("yuko..58@docomo.ne.jp", "docomo"),
        ("ｙｕｋｏ＠ｅｚｗｅｂ．ｎｅ．ｊｐ", "au"),
        ("yuko@d.vodafone.ne.jp", "softbank"),
        ("yuko@yahoo.ne.jp", "ymobile"),
        ("yuko@uqmobile.jp", "uq"),
    ],
)
def test_an_address_leads_to_its_carriers_list(address, carrier):
    assert allow_list_for(address).carrier == carrier


@pytest.mark.parametrize(
    "address", ["", "yuko", "yuko@yahoo.co.jp", "yuko@mineo.jp", "yuko@notdocomo.ne.jp", "yuko@pho.ne.jp"]
)
def test_other_mail_and_mail_that_has_ended_has_none(address):
    assert allow_list_for(address) is None


def test_docomo_keeps_in_a_folder_what_others_drop():
    assert "「迷惑メールフォルダ」に入り、30日で消える" in allow_list_of("docomo").what_happens
    assert "途中で消える" in allow_list_of("au").what_happens
    assert allow_list_of("uq").what_happens == "迷惑メールとして、途中で止められることがあります。"


def test_an_allow_list_alone_is_not_enough():
    au, softbank = allow_list_of("au"), allow_list_of("softbank")
    assert "「必ず受信」に印を付ける" in au.steps[-1]
    assert softbank.name == "受信許可リストと救済リスト"
    assert allow_list_of("docomo").also == "「迷惑メールフォルダ」もご覧ください"


def test_what_is_typed_into_the_list_is_our_own_domain(settings):
    settings.DEFAULT_FROM_EMAIL = "幹事 <kanji@mail.reunion.example>"
    assert allow_list_of("docomo").domain == "mail.reunion.example"


def test_unknown_menus_are_not_guessed():
    assert {carrier for carrier in CARRIERS if not allow_list_of(carrier).steps} == {"uq", "rakuten", "other"}
    assert allow_list_of("docomo").title == "docomoのメールは、届かないことがあります"
