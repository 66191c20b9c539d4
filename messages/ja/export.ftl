### What stands in the readable file of one's own data; the file for programs has column names instead.

export-file = わたしのデータ-{ $day }
export-title = わたしのデータ（{ $moment }に受け取ったもの）
export-moment = { $day } { $clock }
export-section = ■ { $title }
export-line = { $label }：{ $value }
export-me = わたしのこと
export-role = 役割
export-joined = はじめた日
export-agreed = 同意した日
export-accounts = つないだアプリ
export-stopped = { $app }（いまは届きません）
export-signed-in = Webに入ったまま
export-until = { $moment }まで
export-reflections = { -reflection }
export-about = { $moment }　{ $about }
export-asked = ・{ $asked }
export-wrote = 　{ $text }
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
export-well = { -well }
export-well-line = { $moment }　{ $what }
export-questions = 聞いたこと
export-said = 答えたこと、つけくわえたこと
export-well-state = { $state ->
    [withdrawn] 取り下げました
    [gone] 期限が過ぎて消えました
    [hidden] いまは見えません
    [resolved] 解決しました
   *[open] 見えています
}
export-knows = 得意な分野
export-follows = わたしも知りたい
export-flags = 気になる、地域課題かも
export-visits = { -visiting }
export-note = よかったところ（サポーターから）
export-note-mine = よかったところ（わたしから）
export-training-done = { $day }修了
export-training-deadlines = 期限のお知らせ
export-training-asking = はじめの画面で聞くこと
export-training-looked = 記録を確かめた日
export-training-manager = 管理者へのお知らせ
export-training-run = { $title }（{ $day }開講）
export-training-ward = { $state ->
    [given] 区の推薦：推薦します
    [not_now] 区の推薦：今回は見送り
    [withdrawn] 区の推薦：お願いを取り消しました
   *[asked] 区の推薦：お返事を待っています
}
export-training-votes = 集まりの日へのお返事
export-training-month = { $month }のモニタリング
export-training-role = しるしをつけた役割
export-training-role-gone = いまの一覧にはない役割
export-training-nudges = 研修のお知らせ
export-training-awaited = センターの名簿にある、まだ確かめていない記録
export-untaken = うまく受け取れなかった文
export-notices = お知らせ
export-notice = { $kind ->
    [morning-letter] 朝の1通
    [reflection-next_step] 次の一歩のこと
    [reflection-friday] 金曜の夕方の声かけ
    [home-gap] 止まっていた時間のこと
    [question-answered] 質問への答え
    [question-followed] 知りたかったことへの答え
    [question-replied] 答えへの返事
    [question-helped] たすかりました
    [desk-unreached] 届いていない人のこと
   *[other] お知らせ
}
export-done = ネットワークのためにしたこと
export-invited = 招待（{ $role }）
export-changed = { $what }を変えた
export-brought = 視点の組を持ってきた
export-gathered = 集まりで番号を出した
export-record = 記録に残っていること
export-by-me = わたしが
export-by-another = ほかの方が
export-to-me = わたし
export-to-another = ほかの方
export-none = ありません
