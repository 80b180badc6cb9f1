"""Other languages, code, tables and rare characters are nothing to repair: no change and no warning."""

from __future__ import annotations

import pytest

from speechkit import Options
from speechkit.pipeline import run

ONLY = Options(only=("repair.mojibake", "repair.lost"))

TEXTS = [
    (
        "Russian",
        (
            "Заседание началось ровно в девять утра.\nПредседатель поблагодарил жителей за терпение и помощь.\n"
            "Следующая встреча пройдёт на новой станции."
        ),
    ),
    (
        "Japanese",
        (
            "本日の会議は三時から始まります。\n町長は新しい橋の完成を発表しました。\n平成二十三年度予算案概要説明資料\n"
            "東京都港区芝公園四丁目、受付まで。"
        ),
    ),
    ("Korean", "회의는 오전 아홉 시에 시작되었다.\n군수는 주민들에게 감사의 말을 전했다.\n大韓民國 國會 議事錄 第三回"),
    ("Greek", "Η συνεδρίαση άρχισε στις εννέα.\nΟ δήμαρχος ευχαρίστησε τους κατοίκους.\nΤο έργο τελειώνει τον Μάιο."),
    (
        "French",
        (
            "La séance a été ouverte à neuf heures précises.\nÇa coûte 30 €, peut-être ½ de plus; où êtes-vous né?\n"
            "NOËL À L’ÎLE D’YEU, ÉTÉ 1998, FORÊT BRÛLÉE\n« Où étiez-vous ? » demanda-t-elle à l’élève."
        ),
    ),
    (
        "Portuguese",
        (
            "A sessão começou às nove horas; não há dúvida.\nO ministro disse: «Não são ações, são intenções».\n"
            "SÃO PAULO, AÇÃO, CORAÇÃO, PÕE, AVÔ"
        ),
    ),
    (
        "Vietnamese",
        "Phiên họp bắt đầu lúc chín giờ sáng.\nChủ tịch cảm ơn nhân dân.\nĐường sắt sẽ hoàn thành vào tháng năm.",
    ),
    (
        "Polish",
        "Posiedzenie rozpoczęło się o dziewiątej.\nWójt podziękował mieszkańcom.\nŻółć, gęś, źdźbło, ćma, ślub, łąka",
    ),
    ("Arabic", "بدأت الجلسة في التاسعة صباحا.\nشكر الرئيس السكان على صبرهم.\nسيكتمل المشروع في مايو."),
    (
        "German, Spanish",
        "Größe, Übermut, Ärger: §§ 3 und 4 gelten für 20 °C ± 2 °C.\n¿Qué pasó? ¡Nada! El niño comió piña.",
    ),
    (
        "code",
        (
            'def f(x):\n    return x ** 2 + 0xff  # naïve\nif (a && b || !c) { printf("%s\\n", s[i]); }\n'
            "\\xe4\\xbd\\xa0 \\u4f60 &#20320; ~!@#$%^&*()_+"
        ),
    ),
    ("base64", "UEsDBBQAAAAIAAAAIQC3r8mZ2wAAAE0BAAALAAAAX3JlbHMv\n5YyG5LyS5aW96LuX6L2Y5p2l5L2c5oql5ZGK\nPz8/Pz8/Pw=="),
    ("table", "序号\t姓名\t金额（元）\n1\t赵某\t3,250.00\n2\t钱某\t±0.5\n│项目│数量│\n├──┼──┤\n└──┴──┘"),
    ("names", "喆 祎 玥 翀 珺 昉 晗 旻 彧 璟\n仝晓喆、阮祎凡、逄锦聚、亓新政\n司徒燊、皇甫湜、宇文愷"),
    ("classical", "夫騏驥驊騮，一日而馳千里；鴟鵂夜撮蚤，察毫末。\n噫吁嚱，危乎高哉！\n鼎折足，覆公餗，其形渥，凶。"),
    (
        "rare characters",
        "龘靐齉爩麤灪龖厵\n鈭鈥鈩鈮鐨銆銈鎴鍙閲鏂浠涓缁鐪\n犇骉羴猋鱻淼焱垚\n魑魅魍魉、饕餮、龃龉、耄耋",
    ),
    ("metals", "鐨合金与鈹、鋝、鎬鎢并列，铈镧钕钐铕钆铽镝钬铒铥镱镥\n锛凿斧锯，锛子用来削平木料"),
    ("bopomofo", "ㄅㄆㄇㄈㄉㄊㄋㄌ\nㄛ、ㄗ、ㄓ是注音符號\nㄓㄨˋ ㄧㄣ ㄈㄨˊ ㄏㄠˋ"),
    ("signs", "A股、K线，pH值≥7，α粒子，±0.5℃，§3，№12，®，©，½，µ。\n∀x: x²≥0, ∑aᵢ ≤ π\n×÷±·°¬¦¶§¿¡ªº«»"),
]


@pytest.mark.parametrize("text", [case[1] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_nothing_is_changed_or_told(text: str) -> None:
    for part in (text, *text.split("\n")):
        found = run(part, ONLY)
        assert found.ledger.text == part
        assert [each.code for each in found.warnings] == []
