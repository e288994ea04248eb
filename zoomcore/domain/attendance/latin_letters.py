"""Names in other scripts as Latin letters, roughly, and Latin ones brought near each other: for suggestions only."""

import re
import unicodedata


def _parted(text: str) -> list[str]:
    """At single blanks: two in a row stand for a letter that is not written."""
    return text.split(" ")


def _words(text: str) -> list[str]:
    return text.split()


def _table(letters: str, told: str) -> dict[str, str]:
    return dict(zip(letters, _parted(told), strict=True))


_CYRILLIC = _table(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g",
)
_GREEK = _table("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
#: Consonants only, as these scripts write them; `without_vowels` is what they are compared with.
_ARABIC = _table("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", " b t th j h kh d d r z s sh s d t z  g f q k l m n h w y")
_HEBREW = _table("אבגדהוזחטיכךלמםנןסעפףצץקרשת", " b g d h w z h t y k k l m m n n s  p p ts ts k r sh t")
#: Surnames and characters that given names are made of most often, in pinyin without tones.
_HAN = {
    letter: told
    for told, letters in (
        pair.split(":")
        for pair in _words(
            """
            wang:王汪 li:李丽麗 zhang:张張 liu:刘劉 chen:陈陳晨 yang:杨楊洋阳 huang:黄黃 zhao:赵趙 wu:吴吳 zhou:周
            xu:徐许許 sun:孙孫 ma:马馬 zhu:朱 hu:胡 guo:郭国 he:何 gao:高 lin:林 luo:罗羅 zheng:郑鄭 liang:梁
            xie:谢謝 song:宋 tang:唐 han:韩韓涵 feng:冯馮 deng:邓鄧 cao:曹 peng:彭鹏 zeng:曾 xiao:肖小晓
            tian:田天 dong:董东 yuan:袁 pan:潘 yu:于余宇雨 jiang:蒋姜 cai:蔡 du:杜 ye:叶葉 cheng:程 su:苏蘇
            wei:魏伟偉 lyu:吕 ding:丁 ren:任 shen:沈 yao:姚 lu:卢盧陆 cui:崔 zhong:钟 tan:谭 fan:范凡 jin:金
            shi:石诗 liao:廖 jia:贾佳嘉 xia:夏霞 bo:波博 jing:静靜 mei:梅 qiang:强 ming:明 jun:军君俊 fang:芳
            na:娜 min:敏 yong:勇 yan:艳燕 jie:杰洁 juan:娟 tao:涛 chao:超 xiu:秀 ying:英莹颖 ping:平 gang:刚
            gui:桂 wen:文 hui:辉慧 xin:鑫欣 hao:浩豪 zi:子梓 xuan:轩 yi:怡一毅 qi:琪 si:思 xue:雪 hong:红
            ling:玲 jian:建 hua:华 zhi:志 hai:海 chun:春 yun:云 long:龙 fei:飞 lei:磊 ting:婷 qian:倩
            ai:爱 an:安 ya:雅 yue:悦 rui:睿
            """
        )
    )
    for letter in letters
}
_INITIALS = _parted("g kk n d tt r m b pp s ss  j jj ch k t p h")
_MEDIALS = _parted("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS = _parted(" k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p t")
_HANGUL = 0xAC00
_SYLLABLES = 11_172
_LETTERS = {**_CYRILLIC, **_GREEK, **_ARABIC, **_HEBREW}
_VOWELS = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
#: Spellings of one sound in different countries, each reduced to one; both sides of a comparison go through it.
_ALIKE = (
    ("aa", "a"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "e"),
    ("tsch", "ch"),
    ("shch", "sh"),
    ("sch", "sh"),
    ("ks", "x"),
    ("ph", "f"),
    ("kh", "k"),
    ("ck", "k"),
    ("th", "t"),
    ("dh", "d"),
    ("gh", "g"),
    ("qu", "k"),
    ("q", "k"),
    ("w", "v"),
    ("j", "i"),
    ("y", "i"),
)


def latin(word: str) -> list[str]:
    """One word of a name key in Latin letters; Chinese and Korean ones part after the surname. Latin stays as it is."""
    if word.isascii():
        return [word]
    syllables = [_HAN.get(one) or _korean(one) for one in word]
    if all(syllables):
        told = [one for one in syllables if one]
        return [told[0], "".join(told[1:])] if len(told) > 1 else told
    return ["".join(_LETTERS.get(one, one) for one in unicodedata.normalize("NFC", word))]


def sounds(word: str) -> str:
    """Equal, or nearly, for two ways of writing one sound: Müller and Mueller, Aleksandr and Alexander."""
    for written, plain in _ALIKE:
        word = word.replace(written, plain)
    return _DOUBLED.sub(r"\1", word)


def without_vowels(word: str) -> str:
    return _VOWELS.sub("", word)


def _korean(letter: str) -> str:
    at = ord(letter) - _HANGUL
    if not 0 <= at < _SYLLABLES:
        return ""
    return _INITIALS[at // 588] + _MEDIALS[at % 588 // 28] + _FINALS[at % 28]
