### The coordinators' desk.

desk-title = { -centre }の仕事
desk-back = { -centre }の仕事へ
desk-room-well = { -well }のこと
desk-room-training = 研修のこと
desk-room-people = 人と事業所
desk-room-house = 設定ときろく
desk-unreached = 届いていない人
desk-none = いまは、みなさんに届いています。
desk-person = { $name }（{ $office }）
desk-since = { $why }（{ $since }から）
desk-why-blocked = Telegramで、{ -well }からの通知が止められています
desk-why-gone = アプリの中に、アカウントが見つかりません
desk-why-refused = 送れませんでした
desk-why-attempts = 何度か送りましたが、届きませんでした
desk-why-no-account = まだ、どのアプリからも入っていません
desk-why-unseen = 届けたお知らせが、まだ画面に出ていません
desk-how = 電話などで、ひとこと声をかけてみてください。お知らせの中身は、ここには出ません。
desk-more = ほかに{ $count }人います。
desk-place = { $place } { $who }
desk-again = { $place }番の方へもう一度送る
desk-trying = { $name }さんに、もう一度送ります。届かなければ、またここに出ます。
desk-look = 一覧を見る
desk-told = { $who }に、お知らせが届いていないようです。
