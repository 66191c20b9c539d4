### The words of the web page itself: what stands around the conversation.
### web-page-… go to the page's JavaScript and have no parameters; the others are put into the HTML by the server.

## The page

web-name = 井戸端
web-heading = 井戸端とのやりとり
web-skip = やりとりへ
web-to-home = ホームへ
web-home = ホーム
web-log = やりとり
web-still = ホームから選ぶか、下に書いてください。
web-composer = 書くところ
web-say = 書くところ
web-send = 送る
web-keys = Ctrl＋Enterでも送れます
web-news = お知らせが届きました。見る
web-sign-out = 出る
web-no-script = この画面を使うには、ブラウザーの設定でJavaScriptを使えるようにしてください。

## The demo network

web-demo-label = だれとして使いますか
web-demo-switch = 切りかえる
web-demo-note = おためしの画面です。人も事業所も、すべて架空です。

## Coming in

web-sign-in = 入る

## Said by the page's JavaScript

web-page-answer = ここに書いてください
web-page-say = ひとこと、または「ヘルプ」
web-page-private = { -well }の中では、あなただけが読めます
web-page-recap = ここまで
web-page-optional = 書かなくても大丈夫です
web-page-optional-choice = 選ばなくても大丈夫です
web-page-no-choice = 選ばない
web-page-mine = あなた
web-page-notice = お知らせ
web-page-in-words = ことばで読む
web-page-save = 保存する
web-page-copy = 写す
web-page-copied = 写しました
web-page-choose = 選んでください
web-page-search = 名前の一部で探す
web-page-found = 件
web-page-empty = まだ何も書いていません。ひとこと書いてから、もう一度押してください。
web-page-unreached = いま、つながりません。この画面はそのままで大丈夫です。つながりしだい、続けます。
web-page-resending = うまく送れませんでした。書いた内容は残っています。送りなおしています。
web-page-unsent = まだ送れていません。書いた内容は残っています。電波のよいところで、もう一度押してください。
web-page-again = もう一度送る
web-page-broken = うまくいきませんでした。書いた内容は残っています。少し待って、もう一度押してください。
web-page-erased = わたしのデータは、別の画面から消されました。この画面には、もう何も残っていません。
web-page-ended = 入り直しが必要になりました。書いた内容は、この画面に残っています。続けるには、新しいリンクを{ -centre }に頼んでください。

## Said by the server

web-me = { $name }（{ $office }）
web-problem-title = うまくいきませんでした
web-closed-title = はじめに、リンクから入ってください
web-closed = ここは、リンクを受け取った方の画面です。リンクは1回だけ使えます。入り直すときは、新しいリンクを{ -centre }に頼んでください。
web-welcome-title = { -well }へようこそ
web-welcome = この端末で入ります。入ると、このリンクはもう使えません。ほかの人に渡さないでください。
web-code = 番号（8けたか6けた）
web-code-hint = { -centre }から届いた8けたの番号か、ほかのアプリの{ -well }で「番号」と書くと出る6けたの番号です。
web-code-enter = 番号で入る
web-already-title = もう入っています
web-already = { $why }ほかの方がこの画面で使うときは、［出る］を押して、もう一度リンクを開いてください。
web-link-over-title = このリンクからは入れません
web-link-over = リンクは1回だけ、7日のあいだ使えます。新しいリンクを、{ -centre }に頼んでください。
web-elsewhere = この画面からは使えません。いつもの画面を開き直してください。
web-later = いまは開けませんでした。何も変わっていません。少し待って、もう一度押してください。
web-too-large = 長すぎて受け取れませんでした。短くして、もう一度送ってください。書いた文はそのまま残っています。
web-nothing-here = ここには何もありません。はじめの画面を開き直してください。
