### What stands in the readable file of one's own data; the file for programs has column names instead.

export-title = わたしのデータ（{ $moment }に受け取ったもの）
export-moment = { $year }年{ $day } { $clock }
export-section = ■ { $title }
export-line = { $label }：{ $value }
export-me = わたしのこと
export-role = 役割
export-role-name = { $role ->
    [counsellor] 相談支援専門員
    [support_worker] 相談支援員
    [chief] 主任相談支援専門員
    [centre] 基幹のスタッフ
    [coordinator] コーディネーター
    [manager] 管理者
   *[observer] 見学
}
export-joined = はじめた日
export-agreed = 同意した日
export-accounts = つないだアプリ
export-stopped = { $user }（いまは届きません）
export-signed-in = 入ったしるし
export-until = { $moment }まで
export-reflections = { -reflection }
export-drafts = 書きかけ
export-shares = 見せたもの
export-shared = { $purpose ->
    [mutual] 相互に
    [single] 個別の相談で
   *[group] グループの相談で
}
export-shared-state = { $state ->
    [open] 見せています
    [offered] 相手の返事を待っています
    [declined] 見せていません
   *[prepared] 用意しているところ
}
export-reads = ほかの方から見せてもらっているもの
export-count = { $count }件
export-untaken = うまく受け取れなかった文
export-notices = お知らせ
export-notice = { $kind ->
    [morning-letter] 朝の1通
    [reflection-next_step] 次の一歩のこと
    [reflection-friday] 金曜の夕方の声かけ
    [home-gap] 止まっていた時間のこと
    [desk-unreached] 届いていない人のこと
   *[other] お知らせ
}
export-done = ネットワークのためにしたこと
export-invited = 招待（{ $role }）
export-changed = { $what ->
    [contacts] 相談先を変えた
    [hours] 開いている時間を変えた
    [closed_days] 休む日を変えた
    [topics] 話題を変えた
    [set] 視点の組を選んだ
   *[term] 呼び名を変えた
}
export-brought = 視点の組を持ってきた（{ $name }）
export-gathered = 集まりで番号を出した
export-record = 記録に残っていること
export-did = { $did ->
    [invite-made] 招待をつくった
    [invite-taken_back] 招待を取り下げた
    [joined] はじめた
    [role-given] 役割が付いた
    [role-taken] 役割が外れた
    [person-paused] お休みになった
    [person-resumed] また使えるようになった
    [person-removed] 外れた
    [person-restored] 戻った
    [link-made] 入るためのリンクをつくった
    [data-exported] わたしのデータを受け取った
    [data-deleted] わたしのデータを消した
    [network-changed] ネットワークの設定を変えた
    [network-change_taken_back] ネットワークの設定を元に戻した
    [set-added] 視点の組を持ってきた
    [gathering-opened] 集まりで番号を出した
   *[refused] 使えないボタンを押した
}
export-by-me = わたしが：{ $did }
export-to-me = わたしについて：{ $did }
export-none = ありません
