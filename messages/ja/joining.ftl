joining-title = ほかのアプリとつなぐ
joining-code = 番号
joining-until = いつまで
joining-hour = { $hour }まで、1回だけ
joining-elsewhere = ほかのアプリの{ -well }では、この番号をそのまま送ってください。
joining-page = ブラウザーでは、{ -well }の画面を開いて、この番号を書いてください。
joining-alone = この番号で、あなたとして入れます。ほかの人には見せないでください。
joining-out = Webの画面をぜんぶ閉じる
joining-outed = ブラウザーで入っていた画面と、まだ使っていないリンクや番号を、ぜんぶ使えなくしました。
joining-outed-again = 次にブラウザーで入るときは、新しい番号を出してください。
joining-again = 新しい番号を出す
joining-over = この番号では入れませんでした。番号は1回だけ、6けたは10分、8けたは24時間使えます。少し待ってから、新しい番号で試してください。
joining-known = もう入っています。招待のリンクや番号は、ここでは使いません。まだのものは、受け取った方がそのまま使えます。
joining-other-network = これは、別のネットワークへのリンクです。何も変わっていません。受け取った方が、そのまま使えます。
joining-word = つなぐ、番号、ばんごう、ほかのアプリとつなぐ、つなぎたい

## Said to somebody who has just come in
joining-clients = 利用者さんのことは書かない場所です。
joining-private = { -reflection }は、{ -centre }も事業所も読めません。
joining-seen = 質問と予定がだれに見えるかは、出す前に毎回お伝えします。

## The first minute
joining-welcome = { -well }へようこそ
joining-begin = はじめる
joining-form = お名前と事業所
joining-name = お名前
joining-name-ask = お名前を教えてください。
joining-office = 事業所
joining-office-ask = どの事業所の方ですか。
joining-not-here = ここにない
joining-new = 事業所の名前
joining-new-ask = 事業所の名前を教えてください。
joining-corporation = 法人
joining-corporation-ask = 法人の名前を教えてください。
joining-corporation-apart = 同じ名前の事業所と見分けるために、法人の名前（なければ、町名など）を書いてください。
joining-corporation-same = 「{ $name }」は、もう1つの事業所と同じです。見分けられる言葉を足してください。
joining-no-corporation = わからない・とくにない
joining-counsellors = 相談員の人数
joining-counsellors-ask = 相談支援専門員は、何人いますか。あなたも入れて、数字で書いてください。
joining-same-ask = 「{ $name }」という事業所が、もうあります。法人は、このなかにありますか。
joining-no-name = 法人の名前がない事業所
joining-other = ない（別の事業所です）
joining-consent = はじめると、お名前と事業所が、同じネットワークの方に見えます。書いたものは、上の3つのとおりに扱います。
joining-consent-said = はじめると、お名前と事業所が、同じネットワークの方に見えます。書いたものは、はじめにお伝えした3つのとおりに扱います。
joining-any-time = いつでもやめられます。そのときは、書いたものを鍵ごと消せます。
joining-agree = わかりました、はじめる
joining-mend = お名前か事業所を直す
joining-leave = いまは、やめておく
joining-left = わかりました。まだ何も始まっていません。
joining-left-gone = わかりました。教えてくださったお名前と事業所は消しました。
joining-left-way = 気が変わったら、いつでもここから始められます。

## The closed door
joining-paused-title = いまは、お休みの席です
joining-paused = { -centre }が、あなたの席をお休みにしています。こちらからは何も送りません。
joining-paused-kept = 書いたものは、そのまま取ってあります。戻るときは、{ -centre }に声をかけてください。
joining-removed-title = いまは、入れません
joining-removed = { -centre }が、あなたの席を外しました。まちがいかもしれないときは、{ -centre }に声をかけてください。
joining-removed-kept = 書いたものは、だれにも読めないまま、外した日から30日で消えます。それまでは元に戻せます。
