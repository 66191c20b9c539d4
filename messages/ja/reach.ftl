### Who may know is asked, nobody is left alone, and まとめ for whoever was not there.

reach-title = { -well }で聞かれること
reach-why = くわしいことを選んでおくと、その質問が出たときに、直接お聞きすることがあります。
reach-topics = くわしい話題
reach-fields = くわしい障害種別
reach-none = まだ選んでいません
reach-choose-topics = くわしい話題を選ぶ
reach-choose-fields = くわしい障害種別を選ぶ
reach-known = いま
reach-known-why = ほかの方には見えません。だれにお聞きするかを決めるためだけに使います。
reach-add = { $name }を足す
reach-drop = { $name }をはずす
reach-done = これでよい
reach-often = 直接お聞きする回数
reach-often-why = いつでも変えられます。同時に2つはお聞きしません。
reach-often-times = 週に{ $times }回まで
reach-often-never = 直接は聞かれない
reach-change-often = 聞かれる回数を変える
reach-rhythm = { -well }のまとめ
reach-rhythm-why = 分かるかもしれない質問と、答えのついた質問を、朝の1通でお知らせします。
reach-rhythm-now = 質問が出たら、すぐ
reach-rhythm-daily = 毎日（平日の朝）
reach-rhythm-weekly = 毎週（週のはじめの平日の朝）
reach-rhythm-none = なし
reach-change-rhythm = まとめの届き方を変える
reach-advice = ワンポイントアドバイス
reach-advice-on = 引き受ける
reach-advice-start = アドバイスを引き受ける
reach-advice-stop = アドバイスを引き受けるのをやめる

reach-promise-know = { $day }の夕方まで答えがなければ、ほかのくわしい人にも声をかけます。
reach-promise-chief = { $day }の夕方まで答えがなければ、主任にも声をかけます。
reach-promise-centre = { $day }の夕方まで答えがなければ、{ -centre }にも伝えます。
reach-advice-by = くわしい方にお願いします。{ $then }
reach-advice-soon = くわしい方にお願いします。お返事がつき次第、ここに知らせます。
reach-no-adviser = この分野のアドバイスを引き受けている方は、いまいません。みなさんに聞きます。{ $then }
reach-no-adviser-only = この分野のアドバイスを引き受けている方は、いまいません。みなさんに聞きます。
