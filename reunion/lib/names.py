"""When two names in kanji are the same name.

One family is 髙木 in the yearbook, 高木 on a form and 高木 at the bank. The keys here fold such variants of
one character, for comparing only: a name is always stored and shown as its owner writes it. `name_key` folds
shapes of the same character. `loose_name_key` also folds 斎 and 斉 with their old shapes: two characters,
which other people often mix up. Characters that make different names (祐 and 佑) stay apart.
"""

import re
import unicodedata

# The first character of each group stands for the others. Shapes that Unicode itself calls compatible
# (神 as U+FA19) need no entry.
SAME_CHARACTER = (
    "高髙 崎﨑嵜 浜濱濵 辺邉邊 吉𠮷 沢澤 広廣 国國圀 竜龍 恵惠 真眞 島嶋嶌 桜櫻 徳德 "
    "富冨 曽曾 槙槇 斎齋 斉齊 橋𣘺槗 土𡈽 喜㐂 館舘 関關 塩鹽 万萬 与與 学學 実實 "
    "寿壽 栄榮 円圓 滝瀧 峰峯 柳栁 黒黑 内內 渋澁 豊豐 鉄鐵 静靜 当當 会會 来來 条條 "
    "県縣 団團 図圖 宝寶寳 児兒 桑桒 稲稻 穂穗 薫薰 礼禮 弥彌 祢禰 亀龜 蔵藏 郷鄕 "
    "緑綠 清淸 青靑 瀬瀨 頼賴 巌巖 岳嶽 峡峽 剣劍 沖冲 涼凉 凛凜 晃晄 晋晉 暁曉 桧檜 "
    "楽樂 様樣 権權 横橫 歩步 毎每 満滿 温溫 湾灣 為爲 営營 画畫 糸絲 経經 継繼 総總 "
    "絵繪 縁緣 聡聰 芦蘆 荘莊 蒋蔣 虎乕 衛衞 装裝 覚覺 観觀 読讀 譲讓 遥遙 瑶瑤 尭堯 "
    "郎郞 鋭銳 録錄 鎮鎭 間閒 霊靈 顕顯 駅驛 鶏鷄 麦麥 双雙 叙敍 台臺 売賣 奥奧 嬢孃 "
    "対對 将將 帯帶 帰歸 従從 応應 悦悅 慎愼 戸戶 拝拜 挙擧 数數 断斷 昼晝 気氣 浅淺 "
    "済濟 渕淵渊 渓溪 状狀 粋粹 群羣 芸藝 賛贊 軽輕 鴎鷗 蛍螢 薮藪 桝枡 野埜 秋穐 "
    "船舩 柏栢 彦彥 姫姬 黄黃 侠俠 松枩 仏佛 体體 勲勳 励勵 効效 勧勸 区區 医醫 厳嚴 "
    "参參 争爭 壮壯 声聲 寝寢 巻卷 恒恆 恋戀 栃杤 歳歲 歴歷 浄淨 猪豬 発發 秘祕 窓窗 "
    "竪豎 籠篭 艶艷 蝋蠟 証證 誉譽 逓遞 鉱鑛 闘鬭 隠隱 隣鄰 随隨 飲飮 騒騷 髪髮 鶯鴬 "
    "麹麴 "
)
MIXED_UP = "斎斉"


def _table(groups: str) -> dict[int, str]:
    return {ord(shape): group[0] for group in groups.split() for shape in group[1:]}


_ONE_SHAPE = _table(SAME_CHARACTER)
_MIXED_UP = _table(MIXED_UP)
_NOT_PART_OF_A_NAME = re.compile("[\\s\ufe00-\ufe0f\u180b-\u180d\u200b-\u200d\ufeff\U000e0100-\U000e01ef]")


def name_key(text: str) -> str:
    """One key for all ways to write the same name in kanji. Never store it as the name."""
    letters = _NOT_PART_OF_A_NAME.sub("", text)
    return unicodedata.normalize("NFKC", letters).translate(_ONE_SHAPE).upper()


def loose_name_key(text: str) -> str:
    """`name_key` for searching: 斎藤, 斉藤, 齋藤 and 齊藤 are one."""
    return name_key(text).translate(_MIXED_UP)


def split_spaced(text: str) -> tuple[str, str] | None:
    """Family and given name of a full name typed with a space between them; None without exactly one gap."""
    words = text.split()
    return (words[0], words[1]) if len(words) == 2 else None
