### 研修のお知らせ: what is due, in time, with the reason; never as a reproach.

nudges-year-last = 今年度が、受けられる最後の年度です（期限 { $day }）。
nudges-year-first = 受けられる期間に入りました（期限 { $day }）。
nudges-year = 受けられる期間です（期限 { $day }）。
nudges-run-open = 「{ $title }」の申し込みが始まりました。
nudges-run-open-until = 「{ $title }」の申し込みが始まりました。{ $day }までです。
nudges-run-soon = 「{ $title }」は{ $day }に始まります。申し込みの終わりは、まだ分かりません。
nudges-run-closes = 「{ $title }」の申し込みは{ $day }まで。あと{ $left }日です。
nudges-run-today = 「{ $title }」の申し込みは、きょうまでです。
nudges-runs-more = ほかに{ $count }つあります。
nudges-last = いま分かっているなかでは、最後の申し込みです。このことだけお伝えします。
nudges-why = なぜ今：初任者研修 { $day }修了 → { $years }のうちに1回（{ $by }の要項で確認してください）
nudges-why-moved = なぜ今：初任者研修 { $day }修了。期限は、届いている特例の日です。
nudges-why-practice = なぜ今：相談支援の実務が2年になります（{ $by }の要項で確認してください）
nudges-why-chief = なぜ今：現任研修のあと、相談支援の実務が3年になります（要項で確認してください）
nudges-why-group = なぜ今：初任者研修 { $day }修了 → 1年のうちに、受講の組で1回
nudges-source = きまり：{ $source }
nudges-may = { $day }から始まる{ $course }を、受けられるようになります。
nudges-done = 「{ $title }」が終わったころです。修了日を教えてください。
nudges-closed = 今年度の受付は終わっているようです。ひとりで悩まず、まずセンターへ（☎）。追加の募集や特例は{ $by }に確認できます。
nudges-lapsed = 登録されている記録では、{ $day }で期限が過ぎているかもしれません。記録の抜けのこともあります。
nudges-lapsed-look = 修了証を見てみてください。勤務の前に、センター（☎）か{ $by }に確認を。
nudges-group = 同じ組の方との話し合いは、{ $day }までに1回です。
nudges-gap-title = 主任と話す時間
nudges-gap = 初任者研修から現任研修までは、SVを受ける機会が少ない時期です。主任と話す時間をとりませんか。

nudges-applied = 申し込んだ
nudges-did = 修了した
nudges-later = あとで
nudges-not-mine = わたしは対象外
nudges-away = いまは休んでいる
nudges-did-when = 修了日を直す
nudges-missed = 受けなかった
nudges-visit = 訪問をたのむ
nudges-reason = なぜ？

nudges-applied-which = どの回に申し込みましたか。
nudges-applied-said = 「{ $title }」に申し込んだと残しました。{ $day }に始まります。
nudges-applied-noted = わかりました。どの回かは、「研修」でいつでも選べます。
nudges-later-when = いつ、もう一度お知らせしましょうか。
nudges-tomorrow = 明日
nudges-week = 来週
nudges-day = 日を選ぶ
nudges-day-title = もう一度知らせる日
nudges-day-ask = いつがよいですか。ここにない日は「1/12」のように書いてください。
nudges-later-said = わかりました。{ $day }の朝に、もう一度お知らせします。
nudges-later-last = 最後の申し込みの締切（{ $day }）だけは、その前に1度お知らせします。
nudges-not-mine-said = わかりました。研修の期限のことは、もうお知らせしません。
nudges-not-mine-back = もとにもどす
nudges-not-mine-back-said = もとにもどしました。研修の期限のことを、またお知らせします。
nudges-not-this = この回だけ対象外にする
nudges-not-this-said = わかりました。この回のことは、もうお知らせしません。
nudges-missed-said = わかりました。この回のことは、もうお聞きしません。

nudges-manager-title = 研修のこと
nudges-manager-of = { $name }さんの{ $course }のことです。
nudges-manager = ご本人の希望でお知らせしています。受けられるように、日程を一緒に考えてください。
