day = { $month }月{ $day }日（{ $weekday }）
weekday = { $n ->
    [d0] 月
    [d1] 火
    [d2] 水
    [d3] 木
    [d4] 金
    [d5] 土
   *[d6] 日
}
era = { $era ->
    [reiwa] 令和{ $year }
    [heisei] 平成{ $year }
    [showa] 昭和{ $year }
   *[none] { $year }
}
era-first = 元
era-day = { $year }年{ $day }
era-month = { $year }年{ $month }月
era-fiscal = { $year }年度
era-calendar = { $year }年
era-years = { $first }〜{ $last }年度

kit-next = つぎへ
kit-skip = とばす
kit-back = 戻る
kit-leave = やめる
kit-send = 送る
kit-mend = 「{ $what }」を直す
kit-resume = つづきから
kit-drop = 消してやめる
kit-go-on = つづける
kit-delete = 消す
kit-delete-now = 消す（元に戻せません）

kit-needed = ここは、ひとこと書いてから進んでください。
kit-choose = どれか1つを選んでください。
kit-too-long = { $most }字までです（いま{ $size }字）。短くして、もう一度送ってください。書いた文はそのまま残っています。
kit-name-letters = 文字で書いてください。絵文字や記号だけでは、呼べないためです。
kit-number = { $low }から{ $high }までの数字で書いてください。
kit-select-none = 見つかりませんでした。名前の一部を書いてみてください。
kit-select-several = { $count }件あります。下から選ぶか、もう少し長く書いてください。
kit-select-more = ほかは、名前の一部を書くと出ます。
kit-file-needed = { $ending }のファイルを選んでください。
kit-file-long = 大きすぎるファイルです。{ $most }字くらいまでにしてください。
kit-file-encoding = 文字を読めませんでした。文字コードをUTF-8にして保存したファイルを、もう一度選んでください。
kit-sheet-needed = Excel（.xlsx）かCSVのファイルを選んでください。
kit-sheet-large = 大きすぎるファイルです。いくつかに分けて、もう一度選んでください。
kit-sheet-rows = { $most }行までです。いくつかに分けて、もう一度選んでください。
kit-sheet-letters = 文字を読めませんでした。Excelで開いて「.xlsx」で保存し、もう一度選んでください。
kit-sheet-broken = 開けないファイルでした。Excelで保存しなおして、もう一度選んでください。
kit-sheet-empty = 何も書かれていない表でした。1行目に見出し、2行目から中身を書いてください。
kit-file-unfetched = ファイルを受け取れませんでした。書いたことは残っています。もう一度送ってください。
kit-file-missing = ファイルをお渡しできませんでした。ほかは、そのまま残っています。少し待って、もう一度どうぞ。
kit-file-lines = { $count }行のファイル
kit-day = { $day }
kit-day-needed = 日にちを選ぶか、書いてください。
kit-day-unread = 日にちとして読めませんでした。「{ $example }」のように書いてください。
kit-day-outside = { $day }は選べません。{ $first }から{ $last }までの日を選んでください。
kit-before = 前に書いた文：「{ $text }」。残すときは、もう一度書いて送ってください。
kit-not-known = その言葉は、分かりませんでした。残していません。したいことは、下から選べます。
kit-not-taken = いまの文は、残していません。［つづきから］で、もとの質問に戻れます。
kit-stale-there = 様子が変わりました。もう、ここからは押せません。
kit-stale = 前の画面のボタンでした。いまの様子はこちらです。

kit-left = やめました。
kit-dropped = 書きかけを消しました。
kit-waiting-title = { $title }の書きかけがあります
kit-waiting-until = { $until }の{ $hour }まで、{ $who }残しておきます。
kit-waiting-fleeting = { $until }の{ $hour }に消えます。それまでは、あなただけが読めます。
kit-waiting-fleeting-there = { -well }からは、{ $until }の{ $hour }に消えます。
kit-waiting-private = あなただけが読める形で
kit-waiting-plain = このまま

kit-word-leave = やめる、やめます、中止、キャンセル、cancel
kit-word-back = 戻る、もどる、back
kit-word-resume = つづき、つづきから、続き、続きから
kit-word-home = ホーム、はじめ、メニュー、home、start、はじめの画面
kit-word-people = 人に話す、ひとに話す
kit-word-greeting = こんにちは、こんばんは、おはよう、おはようございます、おつかれさまです、お疲れさまです、お疲れ様です、お疲れ様でした、お世話になっております
kit-word-yes = はい、うん、OK、お願いします、おねがいします、これでよいです、それでよいです、これでいいです
kit-word-thanks = ありがとう、ありがとうございます、ありがとうございました、了解、了解です、了解しました、承知しました、わかりました、分かりました、はい、OK
kit-word-help = ヘルプ、使い方、つかいかた、help

kit-guard = 出す前に、ここだけ確認させてください
kit-guard-held = 選ぶまで鍵をかけて預かり、選んだら消します（{ $until }の{ $hour }まで）。
kit-guard-becomes = { $said } → { $mask }
kit-guard-mask = 伏せる
kit-guard-rewrite = 書きなおす
kit-guard-no-name = 名前ではありません
kit-guard-nobodys = 個人のことではありません
kit-guard-no-name-of = 「{ $said }」は個人のことではない
kit-guard-fine = このままで
kit-guard-gone = 元の文章は、この画面からも消しました。
kit-guard-over = お預かりした文は、もう残っていません（1時間までです）。もう一度書くときは、はじめからどうぞ。
kit-guard-person = お名前
kit-guard-initials = イニシャル
kit-guard-address = 住所
kit-guard-phone = 電話番号
kit-guard-email = メールアドレス
kit-guard-account = アカウント
kit-guard-url = リンク
kit-guard-dob = 生年月日
kit-guard-my-number = マイナンバー
kit-guard-recipient = 受給者証の番号
kit-guard-insurance = 保険証の番号
kit-guard-pension = 年金の番号
kit-guard-handbook = 手帳の番号
kit-guard-bank = 口座番号
kit-guard-card = カードの番号
kit-guard-licence = 免許証の番号
kit-guard-passport = 旅券の番号
kit-guard-plate = 車のナンバー
kit-guard-patient = 診察券の番号
kit-guard-org = 学校・病院・事業所
kit-guard-age = 年齢
