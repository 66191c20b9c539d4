### 期限の一覧: until when trainings are due, for coordinators, and in small for a manager.

deadlines-title = 期限の一覧
deadlines-back = 研修のことへ
deadlines-to-list = 期限の一覧へ
deadlines-may-lack = 登録されている記録から見たものです。記録の抜けのこともあります。
deadlines-none = 相談支援専門員か主任の役割の方は、まだいません。
deadlines-nobody = いまは、だれもいません。
deadlines-count = { $count }人
deadlines-and = { $one }・{ $other }

## Its parts
deadlines-year = 今年度が、受けられる最後の年度
deadlines-check = 記録の確認が必要
deadlines-checked = 記録を確認した方
deadlines-unknown = 初任者研修の日がまだ分からない方
deadlines-later = これからの年度
deadlines-not-mine = ご本人が「対象外」とした方
deadlines-see-unknown = まだ分からない方を見る
deadlines-see-years = これからの年度を見る
deadlines-see-not-mine = 対象外とした方を見る
deadlines-fiscal = { $year }
deadlines-see-year = { $year }の方を見る
deadlines-offices = 事業所ごとに見る

## What is said of somebody
deadlines-until = { $day }まで
deadlines-no-day = まだ分かりません
deadlines-by-her = ご本人から
deadlines-maybe-past = { $day }で過ぎているかもしれません
deadlines-confirmed-on = { $day }に確認
deadlines-confirmed-by = { $looked }（{ $name }さん）
deadlines-away = お休み中
deadlines-paused = お休みの席
deadlines-unreached = お知らせが届いていません
deadlines-applied = 申し込みずみ
deadlines-accepted = 受講が決まっています（{ $day }開講）
deadlines-over = { $day }に研修が終わり、修了日はこれから
deadlines-over-about = 研修が終わったころで、修了日はこれから
deadlines-once-applied = { $day }開講の回に申し込んだと聞いています。その後は聞いていません
deadlines-once-accepted = { $day }開講の回の受講が決まったと聞いています。その後は聞いていません
deadlines-not-accepted = この回は受けられないとのこと
deadlines-withdrawn = 申し込みを取り下げたとのこと
deadlines-not-for-me = この回は対象外とのこと
deadlines-not-now = いま開いている回は、区の推薦を見送っています
deadlines-open = 申し込みはまだ聞いていません
deadlines-open-until = 受付は{ $day }まで
deadlines-closed = 今年度の受付は終わっているようです
deadlines-no-run = 開講の予定がまだ入っていません

## One person
deadlines-deadline = 期限
deadlines-moved = 動いた期限
deadlines-moved-by = { $issuer }の決定で動いています
deadlines-applying = 申し込み
deadlines-practice = 相談支援の仕事
deadlines-since = { $day }から
deadlines-day = { $day }
deadlines-besides = いまの様子
deadlines-confirmed = 記録の確認
deadlines-check-what = 登録されている記録では、{ $day }で期限が過ぎているかもしれません。
deadlines-check-how = 記録の抜けのこともあります。修了証をご本人と見てから［確認した］を押すと、確認の一覧から外れます。
deadlines-why = なぜこの期限？
deadlines-why-of = なぜ：{ $name }さんの期限
deadlines-confirm = 確認した
deadlines-confirmed-now = 確認したことを残しました。
deadlines-confirmed-already = ほかの方が、もう確認しています。

## Putting a record right
deadlines-mend = 記録を直す
deadlines-mend-of = { $name }さんの記録
deadlines-mend-told = 直したことは、ご本人に朝の1通で知らせます。きろくにも残ります。
deadlines-row = { $n } { $course }
deadlines-row-open = { $n }番を直す・消す
deadlines-look = { $name }さん　{ $course }　{ $day }
deadlines-mended = 記録を直しました。ご本人に知らせます。
deadlines-told = { -centre }が、あなたの研修の記録に「{ $course }　{ $day }」と書きました。ちがうときは直せます。
deadlines-told-gone = { -centre }が、あなたの研修の記録から1つを消しました。ちがうときは、また足せます。
deadlines-told-look = 研修の記録を見る

## By run
deadlines-runs = 申し込みの様子を見る
deadlines-opens = { $day }開講
deadlines-when = 日程
deadlines-to-run = この回へ
deadlines-run-accepted = 受講が決まった方
deadlines-run-applied = 申し込んだ方
deadlines-run-unanswered = まだ聞いていない方
deadlines-run-others = この回は受けない方

## As a table
deadlines-export = 一覧にする（Excel）
deadlines-export-what = 事業所、お名前、修了日、期限、申し込みを1人1行で並べます。作ったことは、きろくに残ります。
deadlines-file = 研修の期限 { $day }
deadlines-file-says = { $day }の期限の一覧です。{ $n }人の行があります。
deadlines-head-office = 事業所
deadlines-head-name = お名前
deadlines-head-course = { $course }{ $n }回目
deadlines-head-deadline = 期限
deadlines-head-part = 記録から見た様子
deadlines-head-applied = 申し込み

## A manager's own office
deadlines-own = 事業所の研修の期限
deadlines-own-consent = 期限が近づき、「管理者に伝えてよい」としている方だけが出ます。伝えるかどうかは、ご本人がいつでも変えられます。
