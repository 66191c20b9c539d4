### What stands in the readable file of one's own data; the file for programs has column names instead.

export-file = わたしのデータ-{ $day }
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
export-did-invite-made = 招待をつくった
export-did-invite-taken-back = 招待を取り下げた
export-did-joined = はじめた
export-did-role-given = 役割が付いた
export-did-role-taken = 役割が外れた
export-did-person-paused = お休みになった
export-did-person-resumed = また使えるようになった
export-did-person-removed = 外れた
export-did-person-restored = 戻った
export-did-link-made = 入るためのリンクをつくった
export-did-data-exported = わたしのデータを受け取った
export-did-data-deleted = わたしのデータを消した
export-did-network-changed = ネットワークの設定を変えた
export-did-network-change-taken-back = ネットワークの設定を元に戻した
export-did-set-added = 視点の組を持ってきた
export-did-gathering-opened = 集まりで番号を出した
export-did-refused = 使えないボタンを押した
export-did-other = ほかのこと
export-by-me = わたしが：{ $did }
export-to-me = わたしについて：{ $did }
export-none = ありません
