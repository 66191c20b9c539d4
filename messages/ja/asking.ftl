### Asking the network.

ask-word-post = question_post
ask-title = { -well }に聞く
ask-word = 聞く、きく、質問、質問する、井戸端に聞く、ask
ask-ask = そのまま書いてください。ひとことで大丈夫です。
ask-no-clients = 利用者さんやご家族が分かることは書かないでください。
ask-label = 聞くこと

ask-stop-abuse = 虐待かもしれないと思ったら、確証がなくても通報できます。通報は守秘義務に反しません。
ask-stop-life = 命にかかわるかもしれないときは、ひとりで抱えずに、まず電話を。
ask-stop-unposted = この文は、まだどこにも出していません。
ask-general = 急ぎではない、一般的な質問です

ask-look = こう見えます
ask-fact = { $label }：{ $value }
ask-topic = 話題
ask-no-topic = まだ決まっていません
ask-similar = 似た質問が{ $count }つあります。
ask-seen-by = いま参加している{ $count }事業所が見られます。
ask-seen-by-chiefs = 主任と基幹の人だけが見られます（いま{ $count }事業所）。
ask-no-name = 匿名なら、名前は出ません。ただ、内容から分かることはあります。
ask-unnamed = 匿名で聞く
ask-named = 名前を出して聞く
ask-read = 似た質問を読む
ask-topics = 話題を変える
ask-to-chiefs = 主任と基幹だけに聞く
ask-to-all = みんなに聞く
ask-today = きょう中に必要
ask-mend = 直す
ask-back = もとの画面へ

ask-topics-title = 話題を選んでください
ask-topic-in = { $topic }を入れる
ask-topic-out = { $topic }をはずす

ask-today-call = きょう中に必要なら、電話がいちばん早いです。

ask-similar-title = 似た質問 { $place }/{ $count }（{ $day }）
ask-similar-unanswered = まだ答えはついていません。
ask-answer = 答え
ask-next = つぎの質問
ask-found = これで分かった
ask-found-done = よかったです。今回の文は、どこにも出していません。

ask-posted = 出しました。答えがつき次第、ここに知らせます。
ask-see = 質問を見る
ask-many = この1時間で{ $most }件になりました。書いた文は残っています。{ $hour }を過ぎたら、また出せます。

ask-advice = ワンポイントアドバイス
ask-field = 障害種別
ask-fields = 障害種別を変える
ask-fields-which = その分野にくわしい方にお願いします。どれがいちばん近いですか。
ask-everybody = みんなに聞く形に戻す

ask-correct-title = 質問を直す
ask-correct = 直した文に差し替える
ask-corrected = 差し替えました。前の文は、どこにも残っていません。
ask-gone = この質問は、もう直せません。
ask-withdraw-sure = 取り下げると、質問の文はどこからも消えます。ついた答えも見られなくなります。
ask-withdraw-now = 取り下げる
ask-withdrawn = 取り下げました。
