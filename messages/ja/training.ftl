### 研修: what somebody has completed, until when the next one is due, and the doors to all the rest of it.

training-title = 研修
training-word = 研修、研修のこと、けんしゅう、期限、研修の期限、いつまで、training
training-hub = 修了日、つぎの期限、これからの研修。
training-record = 記録をつける・直す

## How she stands, in one line.
training-tell = 研修の修了日を教えてください。つぎの期限をお知らせします。
training-tell-first = { $course }の修了日が分かると、期限が出ます。
training-due = { $course }　つぎの期限は、{ $day }です。
training-apply = { $course }　申し込みは{ $day }まで。あと{ $count }日です（期限 { $deadline }）。
training-apply-today = { $course }　申し込みは、きょうまでです（期限 { $deadline }）。
training-doubt = { $line }{ $doubt }
training-applied = { $course }　申し込みずみです。受講が決まったら、教えてください。
training-accepted = { $course }　受講が決まっています（{ $day }から）。
training-closed = { $course }　今年度の受付は終わっているようです。まず{ -centre }へ（期限 { $deadline }）。
training-last-year = { $course }　今年度が、受けられる最後の年度です（期限 { $day }）。
training-why-now = なぜ：初任者研修 { $start }修了 → { $years }のうちに1回（{ $guide }の要項で確認してください）
training-guide = 都道府県
training-moved = 期限は、{ $issuer }の決定で{ $day }までになっています。
training-unsure = この場合の期限は、{ $where }にも確かめてください。
training-no-deadline = 期限のある役割（相談支援専門員・主任）ではないので、期限はお知らせしません。
training-out = 研修の期限は、お知らせしないことになっています。

## What may have lapsed.
training-lapsed = 登録されている記録では、{ $day }で期限が過ぎているかもしれません。記録の抜けのこともあります。
training-lapsed-look = 修了証を見てみてください。勤務の前に、{ -centre }{ $tel }か{ $where }に確認を。
training-tel = （☎ { $tel }）
training-mend-days = 修了日を直す
training-call = ☎ 電話する
training-confirm = 修了証で確かめた
training-confirmed = ありがとうございます。確かめたことを、{ -centre }にも見えるようにしました。
training-lapsed-line = 研修の期限のこと：勤務の前に、{ -centre }か{ $where }に確認を。

## The record.
training-record-title = 研修の記録
training-empty = まだ何もありません。覚えている分だけで大丈夫です。
training-invented = 見本なので、ここにあるのは架空の記録です。
training-more = ほかに{ $count }件あります。
training-practice-since = 相談支援の仕事
training-since = { $day }から
training-one = { $day }
training-taught = { $part }　{ $day }
training-add = 修了日をつける
training-add-more = ほかにもある
training-teach = 教えた経験をつける
training-change = 直す・消す
training-older = ほかの記録
training-practice = 相談支援をはじめた時期
training-hush = いまはつけない
training-hushed = わかりました。はじめの画面では聞きません。つけるときは［研修］からどうぞ。
training-not-mine = わたしは対象外
training-not-mine-ask = 研修の期限のお知らせが、届かなくなります。記録は残り、いつでも戻せます。
training-not-mine-seen = { -centre }の期限の一覧には、「対象外」と出ます。
training-not-mine-now = 対象外にする
training-mine = 期限のお知らせを受ける
training-not-mine-done = わかりました。研修の期限は、お知らせしません。いつでも戻せます。
training-mine-done = わかりました。期限が近づいたら、お知らせします。
training-manager = 管理者にも知らせる？
training-manager-ask = 期限が近づいたら、同じ事業所の管理者にも知らせますか。いまは{ $now }。
training-manager-reads = 管理者が読めるのは、近づいた期限だけです。いつでも変えられます。
training-manager-yes = 知らせることになっています
training-manager-no = 知らせないことになっています
training-manager-on = 管理者にも知らせる
training-manager-off = 知らせない
training-back = 研修の記録へ
training-hub-back = 研修へ

## Telling.
training-form = 研修の記録
training-readers = 読めるのは、あなたと{ -centre }の調整役だけです。修了証の写しはいりません。
training-readers-manager = 読めるのは、あなたと{ -centre }の調整役です。管理者は、近づいた期限だけを読めます。修了証の写しはいりません。
training-course-ask = どの研修ですか。
training-course-label = 研修
training-on-ask = 修了したのはいつですか。「R3.11.20」「令和3年11月」「H24」のように、分かるところまで。
training-on-label = 修了日
training-month-ask = 何月でしたか。「11」「11月」のように書いてください。
training-month-early = 1〜3月のどこか
training-month-late = 4〜12月のどこか
training-month-unread = 「11」「11月」のように、月だけ書いてください。
training-look = { $course }　{ $day }
training-look-sure = これでよいですか。
training-keep = 残す
training-keep-anyway = このまま残す
training-mend-on = 日にちを直す
training-mend-course = 研修を選びなおす
training-first = 初任者研修を先に入れる
training-first-too = 初任者研修も入れる
training-kept = 残しました。{ $course }　{ $day }
training-mended = 直しました。{ $course }　{ $day }

training-practice-form = 相談支援の仕事
training-practice-ask = 相談支援の仕事をはじめたのは、いつですか。「H30.4」のように、分かるところまで。
training-practice-why = 現任研修には、相談支援の実務の年数がいるためです。判断は{ $where }がします。
training-practice-kept = 残しました。相談支援の仕事　{ $day }から
training-practice-gone = はじめた時期を消しました。

training-teach-form = 教えた経験
training-teach-why = 主任研修のときに役立つことがあります。
training-part-ask = どんな役でしたか。
training-part-label = 役
training-part-lecture = 講師
training-part-facilitate = ファシリテーター
training-part-plan = 企画・運営
training-taught-ask = いつでしたか。「R6.11.20」「令和6年11月」のように、分かるところまで。
training-taught-kept = 残しました。{ $course }　{ $part }　{ $day }

## Correcting.
training-change-row = { $course }　{ $day }
training-change-title = どれを直しますか
training-one-sure = この記録を消しますか。
training-gone = 消しました。
training-undo-none = その記録は、もうありませんでした。
