joining-title = ほかのアプリとつなぐ
joining-code = 番号
joining-until = いつまで
joining-hour = { $hour }まで、1回だけ
joining-elsewhere = ほかのアプリの{ -well }では、この番号をそのまま送ってください。
joining-page = ブラウザーでは、{ -well }の画面を開いて、この番号を書いてください。
joining-alone = この番号で、あなたとして入れます。ほかの人には見せないでください。
joining-again = 新しい番号を出す
joining-over = この番号では入れませんでした。番号は10分のあいだ、1回だけ使えます。少し待ってから、新しい番号で試してください。
joining-word = つなぐ、番号、ばんごう、ほかのアプリとつなぐ、つなぎたい

## Said to somebody who has just come in
joining-clients = 利用者さんのことは書かない場所です。
joining-private = { -reflection }は、{ -centre }も事業所も読めません。
joining-seen = 質問と予定がだれに見えるかは、出す前に毎回お伝えします。
