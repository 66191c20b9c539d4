### 毎月の声かけ: what somebody has asked to be asked once a month; her numbers are hers alone.

rhythms-title = 毎月の声かけ
rhythms-word = 毎月の声かけ、声かけ、rhythms
rhythms-when-each = 3分は、月に1度、10日ごろに。モニタリングは、月のはじめと、件数を書いた月の終わりに。
rhythms-what = 平日の朝の1通に入ります。お返事がなくても、くり返しません。
rhythms-who = 数はあなただけのものです。{ -centre }も事業所も、だれも見られません。
rhythms-cases = ケースを思い浮かべる3分
rhythms-months = モニタリングの数
rhythms-on = 毎月、声をかけます
rhythms-off = いまは声をかけません
rhythms-cases-on = 3分の声かけをはじめる
rhythms-cases-off = 3分の声かけをやめる
rhythms-months-on = モニタリングの声かけをはじめる
rhythms-months-off = モニタリングの声かけをやめる
rhythms-begun = はじめました。つぎは、{ $day }の朝の1通です。
rhythms-stopped = わかりました。もう声をかけません。またいつでもはじめられます。
rhythms-month = { $month }
rhythms-number = { $count }件
rhythms-numbers = { $count }件（残り{ $left }件）

rhythms-case = ケースを1つ思い浮かべて、3分だけ{ -reflection }をしませんか。
rhythms-case-how = どのケースかは、書かなくて大丈夫です。思い浮かべるだけで足ります。
rhythms-case-begin = 3分だけ
rhythms-begin = 今月のモニタリングは何件ですか。
rhythms-end = 今月のモニタリング、残りは何件ですか。
rhythms-hers = 数だけで大丈夫です。見られるのは、あなただけです。
rhythms-fact-planned = 今月の数
rhythms-count = 今月の件数を書く
rhythms-count-anew = 今月の件数を直す
rhythms-left = 残りの件数を書く
rhythms-none-left = 残りはない

rhythms-later = あとで
rhythms-not-this = 今月はいらない
rhythms-stop = この声かけをやめる
rhythms-when = いつにしましょうか。
rhythms-on-day = { $day }の朝に
rhythms-again = わかりました。{ $day }の朝に、もう一度だけお知らせします。
rhythms-fine = わかりました。今月は、もう声をかけません。

rhythms-ask = { $month }月のモニタリングは何件ですか。
rhythms-ask-left = { $month }月のモニタリング、残りは何件ですか。
rhythms-unread = 数で書いてください。「12」「十二」のように書けます。
rhythms-many = { $count }件と読みました。{ $most }件まで書けます。もう一度、数を書いてください。
rhythms-kept = { $month }月は{ $count }件ですね。わかりました。
rhythms-asks-left = { $day }の朝に、残りを一度だけ聞きます。
rhythms-all-done = { $month }月のモニタリング、ぜんぶ終わりましたね。おつかれさまでした。
rhythms-some = 残りは{ $count }件ですね。今月もおつかれさまです。
rhythms-heard = 手がいっぱいのときは、話せる相手がいます。

rhythms-forget = 書いた数をぜんぶ消す
rhythms-forget-sure = これまでの月の数を、ぜんぶ消します。声かけの設定は、そのままです。
rhythms-forgotten = 数をぜんぶ消しました。
