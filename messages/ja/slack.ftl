## What only Slack says.
slack-name = { -well }
slack-fact = { $label }：{ $value }
slack-close = とじる
slack-waiting = 受け取りました。少し待ってください。
slack-halfway = 途中のまま、取ってあります。
slack-in-messages = つづきは「メッセージ」で聞いています。
slack-to-messages = メッセージをひらく
slack-ask-again = もう一度聞く
slack-more = ここに入りきらないものがあります。「メッセージ」に「ホーム」と書くと、ぜんぶ出ます。
slack-unopened = 画面を開けませんでした。書いた内容は残っています。下のボタンで、もう一度どうぞ。
slack-later = いま、受け取れませんでした。何も失われていません。少し待って、もう一度押してください。
slack-stays = Slackの画面とサーバーには残ります。ワークスペースの管理者が読める設定のこともあります。
slack-leaves = わたしが書いたものは、Slackからも消します。ご自分で書いた文は、こちらからは消せません。文に触れて「削除」を選んでください。
slack-file = 写真やファイルは受け取らないことにしています。利用者さんのことが写りこむのを防ぐためです。言葉で書いてください。
slack-edited = 書きなおしは受け取れませんでした。直すときは、新しく書いて送ってください。答えた文なら、［戻る］で前の質問に戻れます。
slack-foreign = ここは、このワークスペースの方の場所です。ほかの会社からは使えません。
slack-group = ここでは、わたしからは話しません。わたしの名前を押して「メッセージ」で話しましょう。
slack-stranger = ここは、{ -centre }からリンクか番号を受け取った方の場所です。リンクか6けたの番号を、ここに送ってください。
slack-link-over = このリンクからは入れません。リンクは1回だけ、7日のあいだ使えます。新しいリンクを、{ -centre }に頼んでください。
slack-enter-code = リンクか番号を入れる
slack-code-ask = { -centre }から届いたリンク、または6けたの番号
slack-enter = 入る
slack-joined = つながりました。「ホーム」からはじめられます。

## For whoever keeps the program
slack-token = Slackの合いかぎ（slack_bot_token）が使えません。「OAuth & Permissions」の「Bot User OAuth Token」を入れなおしてください。ほかの入口は動いています。
slack-app-token = Slackの合いかぎ（slack_app_token）が使えません。「Basic Information」の「App-Level Tokens」で、connections:writeの付いたものを入れなおしてください。ほかの入口は動いています。
slack-socket-off = Slackの「Socket Mode」が切られています。アプリの設定で、もう一度入れてください。ほかの入口は動いています。
slack-scope = Slackのアプリに、許可（{ $scope }）が足りません。docs/slack-manifest.yamlのとおりにして、もう一度インストールしてください。
slack-tab = Slackの「App Home」で、「Home Tab」と「Messages Tab」の両方を入れてください。docs/slack-manifest.yamlのとおりにすると入ります。
slack-gone = Slackのアプリが、ワークスペースから外されています。もう一度インストールして、slack_bot_tokenを入れなおしてください。ほかの入口は動いています。
slack-unreached = いま、Slackにつながりません。ネットワークを見てください。つながりしだい、続けます。ほかの入口は動いています。
