home-title = きょうは、なにをしますか
home-help = 使い方
home-to-home = はじめの画面へ
home-people-title = 人に話す
home-people = ひとりで抱えなくて大丈夫です。話したことは、ここには残りません。
home-call = ☎ { $name }
home-hours = { $tel }（{ $hours }）
home-hours-over = { $hours }。いまは時間外です
home-police = ☎ 110（警察）
home-ambulance = ☎ 119（救急）
home-help-what = { -reflection }、{ -well }への質問、{ -visit }の申し込み、研修の期限のお知らせが、ここにあります。
home-help-mine = { -reflection }は、{ -well }の中では、あなただけが読めます。{ -well }に聞くことは、出す前に、だれに見えるかを確かめられます。
home-help-how = 途中でやめても、書きかけは残ります。「やめる」と書けば、いつでもやめられます。
home-help-privacy = 利用者さんやご家族のことが分かることは、書かない場所です。
home-word-people = 相談先、相談したい、電話、電話番号、{ -centre }、助けて、{ -centre }に電話、{ -centre }に電話したい、電話したい、いのちの電話、こころの電話、たすけて、だれかと話したい

home-gap = { $since }の{ $since_hour }時ごろから{ $until }の{ $until_hour }時ごろまで、こちらが止まっていました。
home-gap-again = そのあいだに書いてくださったものは、届いていないかもしれません。お手数ですが、もう一度送ってください。前に残したものは、そのままあります。

home-left = あなたのデータは、{ -well }から消しました。
