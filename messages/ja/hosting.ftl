### うかがえる時間: when those who visit offices have time, as they say it themselves.

hosting-title = うかがえる時間
hosting-word = うかがえる時間、hours
hosting-word-close = ふさぐ、塞ぐ
hosting-word-open = あける、空ける、開ける
hosting-why = この時間の中から、訪問の日を決めます。見えるのは、あなたと{ -centre }の調整役だけです。
hosting-nothing-yet = まだ時間がありません。曜日ごとの時間を決めると、訪問の日が選べるようになります。
hosting-back = うかがえる時間へ
hosting-weekday = { $day }曜
hosting-every = 平日ぜんぶ
hosting-none = なし
hosting-whole-day = 終日

hosting-change-week = 曜日の時間を決める
hosting-week = 曜日ごとの時間
hosting-week-from = { $day }からの時間
hosting-week-why = 変えたい曜日を押してください。
hosting-change-day = { $day }を変える
hosting-hours-ask = { $day }は、何時から何時までですか。「10:00-12:00」のように書くこともできます。
hosting-am = 午前（9:00〜12:00）
hosting-pm = 午後（13:00〜17:00）
hosting-all = 終日（9:00〜17:00、昼は休み）
hosting-not-that-day = この日はなし
hosting-hours-unread = 時間として読めませんでした。「10:00-12:00」「午前」のように書いてください。
hosting-hours-hour = ない時刻がありました。0時から24時までで、「10:00-12:00」のように書いてください。
hosting-hours-order = 終わりが始まりより前になっています。「10:00-12:00」のように書いてください。
hosting-kept = { $day }：{ $hours }にしました。
hosting-of-day = { $day } { $hours }
hosting-from = { $day }から
hosting-away = うかがえない

hosting-pause = いまはうかがえない
hosting-paused = わかりました。いまから、新しい訪問はたのまれません。理由はうかがいません。
hosting-paused-now = いまはうかがえない、としています。
hosting-resume = またうかがえる
hosting-resumed = おかえりなさい。前の時間に戻しました。

hosting-close = 時間をふさぐ
hosting-open = 時間をあける
hosting-close-ask = いつをふさぎますか。「10/6 午後」「来週」のように書いてください。
hosting-open-ask = いつをあけますか。「10/6 午後」「10/6 10:00-12:00」のように書いてください。
hosting-until = 終わりの時間も書いてください。「10/6 14:00-16:00」のように書けます。
hosting-many = 1日ごとの時間は、あわせて{ $most }件までです。一覧で、いらないものを消してください。
hosting-closed = { $days }　{ $hours }をふさぎました。
hosting-closed-already = そこは、もうふさいであります。
hosting-undo-close = あける
hosting-opened = { $days }　{ $hours }をあけました。
hosting-open-again = うかがえる時間にしました。
hosting-undo-open = 元に戻す
hosting-undone = { $days }は、元に戻しました。
hosting-days = この日だけの時間
hosting-no-days = この日だけの時間は、いまはありません。
hosting-closed-of = { $hours }をふさぐ
hosting-opened-of = { $hours }をあける
hosting-drop = { $days }を消す

hosting-visits-there = その時間に、訪問があります
hosting-visits-stay = 訪問は、そのままです。ほかの方にも、まだ何もお伝えしていません。
hosting-visits-how = 行けないときは、訪問を開いて、時間を変えるか、ほかの方にお願いできます。
hosting-more-visits = ほかに{ $count }件あります。
hosting-see-visit = { $when }を見る
hosting-at = { $day }{ $clock }

hosting-caps = 件数の上限
hosting-caps-change = 件数の上限を決める
hosting-caps-why = この数までにします。事業所には見えません。
hosting-cap-day = 1日
hosting-cap-week = 1週間
hosting-cap-month = 1か月
hosting-cap-change-day = 1日の件数を変える
hosting-cap-change-week = 1週間の件数を変える
hosting-cap-change-month = 1か月の件数を変える
hosting-cap-count = { $count }件まで
hosting-cap-none = 決めない
hosting-cap = { $of }に{ $count }件まで

hosting-month = 来月うかがえる時間は？
hosting-month-default = いまと同じでよければ、このままで大丈夫です。
hosting-month-none = 曜日ごとの時間を決めておくと、訪問の日を自動で合わせられます。
hosting-month-same = 先月と同じ
hosting-month-change = 変える
hosting-month-begin = 時間を決める
hosting-month-no = 来月はうかがえない
hosting-month-yes = やっぱりうかがえる
hosting-month-same-done = わかりました。{ $month }月も、この時間でお願いします。
hosting-month-no-done = わかりました。{ $month }月は、訪問をたのまれません。{ $after }月から、元の時間に戻ります。
hosting-month-yes-done = わかりました。{ $month }月も、うかがえる時間に戻しました。
