cli-open = 井戸端を開きました： { $address }
cli-link = この方だけのリンクです（1回だけ、7日のあいだ使えます）： { $address }
cli-nobody = { $name }さんは見つかりませんでした。名前を確かめて、もう一度お願いします。
cli-several = { $name }さんが何人かいます。--office で事業所を付けてください： { $offices }
cli-brought = { $name }を取り込みました。いま{ $count }人です。
cli-check-fine = 気になるところはありませんでした。
cli-check-search = 似た質問は{ $level ->
    [semantic] 言葉と意味の両方（semantic）
   *[base] 言葉（base）
  }で探します。
cli-preview = { $count }場面を { $file } に書きました。
cli-schema-new = データベースが、このプログラムより新しい版のものです。プログラムを新しくしてから、もう一度始めてください。データはそのままです。
cli-already-running = 同じフォルダーで、もう動いています。そちらを止めるか、IDOBATA_VAR で別のフォルダーを指定してください。
cli-system = { $place } を使えませんでした。場所と権限を確かめて、もう一度始めてください。
cli-port = { $address } は、もう使われています。IDOBATA_WEB_PORT で別の番号にしてください。
cli-database = データベースを使えませんでした。場所、権限、空き容量を確かめて、もう一度始めてください。データはそのままです。

settings-syntax = 設定ファイル { $file } の{ $line }行目が読めません。「名前 = "値"」の形になっているか確かめてください。
settings-unreadable = 設定ファイル { $file } を開けませんでした。UTF-8の文章で、読む権限があるか確かめてください。
settings-environment = 環境変数 { $name } の値が使えません。docs/settings.md の例を見て直してください。
settings-unknown = 設定ファイル { $file } の{ $line }行目、{ $name } という設定はありません。つづりを確かめるか、行を消してください。
settings-value = 設定ファイル { $file } の{ $line }行目、{ $name } の値が使えません。docs/settings.md の例を見て直してください。
settings-address = web_host が、このコンピューターの外からも届く設定です。外から開くアドレス（https://…）を web_url にも書いてください。
settings-slack-bot = slack_bot_token には、xoxb- で始まるもの（「OAuth & Permissions」の「Bot User OAuth Token」）を入れてください。
settings-slack-app = slack_app_token には、xapp- で始まるもの（「Basic Information」の「App-Level Tokens」）を入れてください。
settings-slack-way = Slackからの届き方が決まっていません。slack_app_token（Socket Mode）か slack_signing_secret（HTTP）のどちらかを入れてください。
settings-search = search を "semantic" にするには、追加の部品が要ります。「pip install 'idobata[semantic]'」で入ります。
settings-keys-gone = データベースはありますが、鍵の置き場所 { $file } がありません。これが無いと、書かれたものを開けません。控えから戻してください。
settings-key-lost = 鍵のファイル { $file } がありません。これが無いと、書かれたものを開けません。控えから戻してください。
settings-key-broken = 鍵のファイル { $file } が壊れています。控えから戻してください。

bring-missing = { $file } を開けませんでした。場所を確かめてください。
bring-utf8 = { $file } が読めません。文字コードをUTF-8にして、保存し直してください。
bring-syntax = { $file } の{ $line }行目が読めません。docs/ward.md の例と見くらべてください。
bring-no-name = [network] の name に、ネットワークの名前を書いてください（{ $most }文字まで）。
bring-zone = [network] の zone は、Asia/Tokyo のように書いてください。
bring-set = 視点のセットが使えません（{ $place }）。docs/perspectives.md の例と見くらべてください。
bring-set-line = 視点のセット { $file } の{ $says }
bring-term = [terms] の { $name } は変えられません。決まった名前か、20文字まででお願いします。
bring-contact = { $number }番目の contacts に、name（{ $most }文字まで）と tel（数字とハイフン）を書いてください。
bring-hours = { $number }番目の contacts の hours は、{ $most }文字までの文にしてください。
bring-contacts = contacts は{ $most }件までです。
bring-office = { $number }番目の offices に、name（{ $most }文字まで）を書いてください。corporation は文字、counsellors は数で書きます。
bring-office-place = { $number }番目の offices の address は{ $address }文字、parking は{ $parking }文字まで。tel は数字とハイフンです。
bring-host-hours = { $number }番目の people の hours は、["火 13:00-17:00", "木 午前"] のように書いてください。
bring-person = { $number }番目の people に、name（{ $most }文字まで）と、offices にある office を書いてください。
bring-role = { $number }番目の people の roles は、次から選んでください： { $roles }

check-no-network = まだネットワークがありません。「idobata bring ファイル」で取り込んでください。書き方は docs/ward.md にあります。
check-no-contacts = { $name }の相談先がまだありません。ファイルに [[contacts]] を書いて、「idobata bring ファイル」で取り込んでください。
check-real = { $name }がもう入っています。おためしは、別のフォルダー（IDOBATA_VAR）で始めてください。
check-invented = { $name }は架空のネットワークです。本番では別のフォルダー（IDOBATA_VAR）で始めてください。
check-damaged = データベースが傷んでいます。動かさずに、控えから戻してください。
check-keys = マスター鍵が、鍵のデータベースと合いません。正しい鍵を戻してください。
check-unreadable = { $table } の行 { $row } は、鍵があっても開けません。動かさずに、控えと見くらべてください。
check-readable = { $file } を、ほかの人も読めます。「chmod 600」で持ち主だけにしてください。
check-words = 言葉か画面に直すところがあります（{ $place }）。変えた言葉や視点の長さを見てください。

telegram-token = Telegramのトークンが使えません。BotFatherで確かめて、IDOBATA_TELEGRAM_TOKEN を直してください。Webはそのまま使えます。
telegram-unreached = Telegramにつながりません。ネットワークを確かめてください。つながりしだい、続けます。Webはそのまま使えます。
telegram-twice = 同じボットが、もう1つどこかで動いています。どちらかを止めてください。止まりしだい、続けます。
telegram-ready = Telegramの @{ $name } の準備ができました。
telegram-deep-link = Telegramで使うなら、こちらから（どちらか1回だけ使えます）： { $address }
telegram-missing = Telegramのトークンがありません。IDOBATA_TELEGRAM_TOKEN に、BotFatherからもらったものを入れてください。
telegram-other-bot = 前とは別のボット @{ $name } のトークンです。前のボットに来ていた方には、ここからは届きません。まちがいなら IDOBATA_TELEGRAM_TOKEN を戻してください。
telegram-clock = このコンピューターの時計が、Telegramの時計と5分より多くずれています。時計を合わせてください。お知らせの時刻がずれます。
telegram-webhook-address = telegram_webhook には、外から届く https:// のアドレスを書いてください（ポートは443、80、88、8443のどれか）。それまでは、Telegramに聞きに行く形で続けます。
telegram-webhook-unreached = Telegramから、telegram_webhook のアドレスに届いていないようです。アドレスと、手前のサーバーの設定を確かめてください。Webはそのまま使えます。
slack-token = Slackの合いかぎ（slack_bot_token）が使えません。「OAuth & Permissions」の「Bot User OAuth Token」を入れなおしてください。ほかの入口は動いています。
slack-app-token = Slackの合いかぎ（slack_app_token）が使えません。「Basic Information」の「App-Level Tokens」で、connections:writeの付いたものを入れなおしてください。ほかの入口は動いています。
slack-socket-off = Slackの「Socket Mode」が切られています。アプリの設定で、もう一度入れてください。ほかの入口は動いています。
slack-scope = Slackのアプリに、許可（{ $scope }）が足りません。docs/slack-manifest.yamlのとおりにして、もう一度インストールしてください。
slack-tab = Slackの「App Home」で、「Home Tab」と「Messages Tab」の両方を入れてください。docs/slack-manifest.yamlのとおりにすると入ります。
slack-gone = Slackのアプリが、ワークスペースから外されています。もう一度インストールして、slack_bot_tokenを入れなおしてください。ほかの入口は動いています。
slack-unreached = いま、Slackにつながりません。ネットワークを見てください。つながりしだい、続けます。ほかの入口は動いています。
slack-link = Slackだけで使う方には：リンクは開かずにコピーして、アプリ「井戸端」の「ホーム」の［リンクか番号を入れる］に貼ってもらってください。

paper-folder = 設定の papers にある { $folder } というフォルダーがありません。
paper-stranger = { $file } は使われません。紙の形のファイルは { $known } という名前にしてください。
paper-unreadable = { $file } が読めません。UTF-8のファイルにしてください。
paper-syntax = { $file } の{ $line }行目が読めません。TOMLの書き方を見てください。
paper-unknown = { $file } の{ $line }行目の { $name } という項目はありません。つづりを見てください。
paper-text = { $file } の{ $line }行目の { $name } は、「" "」のあいだに{ $least }から{ $most }文字で、1行で書いてください。
paper-number = { $file } の{ $line }行目の { $name } は、{ $low }から{ $high }までの数で書いてください。
paper-choice = { $file } の{ $line }行目の { $name } は、次から選んでください： { $choices }
paper-table = { $file } に [{ $name }] の部分が要ります（{ $line }行目）。
paper-tables = { $file } に [[{ $name }]] の部分が1つは要ります（{ $line }行目）。
paper-twice = { $file } の{ $line }行目の { $name } は、2回あります。1つにしてください。
paper-lost = { $file } に part = "{ $name }" がありません。そこに書かれた文が、紙から消えてしまいます。
audit-whole = { $name }の記録は、{ $count }件、切れずにつながっています。
audit-broken = { $name }の記録は、{ $place }番目（{ $day } { $time }）でつながりが切れています。手前までは、そのままです。控えと見くらべてください。
audit-shorter = { $name }の記録は、前に{ $place }番目まであったものが、いまはそこまでありません。古い控えから戻したあとなら、次に始めたときに、そのことを書き足して続けます。
audit-was-shorter = { $day }に、記録が前より短くなっていました（古い控えから戻すと、そうなります）。
invite-role = --role は、次から選んでください： { $roles }
invite-no-network = まだネットワークがありません。--network に名前を付けて、もう一度お願いします（例： --network '○○区'）。
invite-which = ネットワークがいくつかあります。--network に名前を付けてください： { $names }
invite-no-office = 事業所「{ $name }」は見つかりませんでした。名前を確かめるか、--office を付けずに作ってください（入った方が自分で選べます）。
invite-offices = 「{ $name }」という事業所がいくつかあります。--office を付けずに作ってください（入った方が自分で選べます）。
invite-tel = --tel には、電話番号を数字とハイフンで書いてください。
invite-centre = 基幹相談支援センター
invite-no-contacts = { $name }の相談先がまだありません。--tel に基幹相談支援センターの電話番号を付けて、もう一度お願いします。それまで run では始まりません。
invite-new = ネットワーク「{ $name }」を作りました。
invite-link = 招待のリンクです（1回だけ、{ $until }まで使えます）： { $address }
invite-code = リンクの代わりに使える8けたの番号です（{ $until }の{ $hour }まで、どちらか1回だけ）： { $code }
