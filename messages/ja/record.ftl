### The record as coordinators read it.

record-title = きろく
record-what = だれがいつ何をしたかだけが残ります。書かれた中身は、ここにはありません。
record-none = まだ何も残っていません。
record-older = この前のきろく
record-line = { $day } { $time }　{ $said }

record-by = { $name }さんが
record-by-gone = もういない方が
record-by-server = サーバーの画面から
record-whom = { $name }さん
record-gone = もういない方

record-joined = { $by }、加わりました
record-invite-made = { $by }、{ $role }への招待を作りました
record-invite-taken-back = { $by }、{ $role }への招待を取り消しました
record-role-given = { $by }、{ $whom }を{ $role }にしました
record-role-taken = { $by }、{ $whom }の役割（{ $role }）を外しました
record-person-paused = { $by }、{ $whom }をお休みの席にしました
record-person-resumed = { $by }、{ $whom }をお休みの席から戻しました
record-person-removed = { $by }、{ $whom }を外しました
record-person-restored = { $by }、{ $whom }を元に戻しました
record-link-made = { $by }、{ $whom }が入るためのリンクを作りました
record-data-exported = { $by }、自分のデータを受け取りました
record-data-deleted = { $by }、{ $whom }のデータを消しました
record-data-deleted-own = { $by }、自分のデータを消しました
record-office-changed = { $by }、事業所の場所や電話を変えました
record-network-changed = { $by }、{ $what }を変えました
record-network-taken-back = { $by }、{ $what }の変更を取り消しました
record-set-added = { $by }、視点のセットを加えました
record-gathering-opened = { $by }、集まりの番号を出しました
record-post-hidden = { $by }、{ -well }の書きこみを1つ、見えなくしました
record-post-shown = { $by }、{ -well }の書きこみを1つ、また見えるようにしました
record-question-taken-up = { $by }、1つの質問を部会で扱うことにしました
record-handout-added = { $by }、様式やリンクを足しました
record-handout-removed = { $by }、様式やリンクを1つはずしました
record-records-brought = { $by }、会議の記録を取りこみました
record-visit-booked = { $by }、電話で受けた訪問を入れました
record-visit-assigned = { $by }、訪問の日や来る人を決めました
record-visit-times-offered = { $by }、訪問の時間を事業所に出しました
record-visit-swapped = { $by }、訪問で{ $whom }の代わりの方に聞きました
record-visit-cancelled = { $by }、訪問を取り消しました
record-visit-offered = { $by }、事業所に訪問のことで声をかけました
record-visits-exported = { $by }、訪問の活動の一覧を出しました
record-place-connected = { $by }、質問が出る場所をつなぎました
record-place-disconnected = { $by }、質問が出る場所をはずしました
record-refused = { $by }、いまは使えないボタンを押しました（何も変わっていません）
record-refused-often = { $by }、いまは使えないボタンを何度か押しました（何も変わっていません）
record-shorter = 記録が前より短くなっていました（古い控えから戻すと、そうなります）
record-other = { $by }、ここにまだ言葉のないことをしました

record-role-other = 別の役割

record-thing-term = 言葉
record-thing-contacts = 相談先
record-thing-hours = 受付の時間
record-thing-closed-days = お休みの日
record-thing-topics = 話題
record-thing-set = 視点のセット
record-thing-years = 質問を残す長さ
record-thing-ageing = 古くなる話題
record-thing-revised = 答えを見なおす日
record-thing-menus = 訪問のメニュー
record-thing-own-house = 同じ法人の訪問
record-thing-answer-days = 訪問のお返事の日数
record-thing-other = ネットワークの設定
