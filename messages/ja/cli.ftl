cli-open = 井戸端を開きました： { $address }
cli-link = この方だけのリンクです（1回だけ、7日のあいだ使えます）： { $address }
cli-nobody = { $name }さんは見つかりませんでした。名前を確かめて、もう一度お願いします。
cli-several = { $name }さんが何人かいます。--office で事業所を付けてください： { $offices }
cli-brought = { $name }を取り込みました。いま{ $count }人です。
cli-check-fine = 気になるところはありませんでした。
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
settings-keys-gone = データベースはありますが、鍵の置き場所 { $file } がありません。これが無いと、書かれたものを開けません。控えから戻してください。
settings-key-lost = 鍵のファイル { $file } がありません。これが無いと、書かれたものを開けません。控えから戻してください。
settings-key-broken = 鍵のファイル { $file } が壊れています。控えから戻してください。

bring-missing = { $file } を開けませんでした。場所を確かめてください。
bring-utf8 = { $file } が読めません。文字コードをUTF-8にして、保存し直してください。
bring-syntax = { $file } の{ $line }行目が読めません。docs/ward.md の例と見くらべてください。
bring-no-name = [network] の name に、ネットワークの名前を書いてください（{ $most }文字まで）。
bring-zone = [network] の zone は、Asia/Tokyo のように書いてください。
bring-set = 視点のセットが使えません（{ $place }）。docs/perspectives.md の例と見くらべてください。
bring-term = [terms] の { $name } は変えられません。決まった名前か、20文字まででお願いします。
bring-contact = { $number }番目の contacts に、name（{ $most }文字まで）と tel（数字とハイフン）を書いてください。
bring-contacts = contacts は{ $most }件までです。
bring-office = { $number }番目の offices に、name（{ $most }文字まで）を書いてください。corporation は文字、counsellors は数で書きます。
bring-person = { $number }番目の people に、name（{ $most }文字まで）と、offices にある office を書いてください。
bring-role = { $number }番目の people の roles は、次から選んでください： { $roles }

check-no-network = まだネットワークがありません。「idobata bring ファイル」で取り込んでください。書き方は docs/ward.md にあります。
check-no-contacts = { $name }の相談先がまだありません。ファイルに [[contacts]] を書いて、「idobata bring ファイル」で取り込んでください。
check-real = { $name }がもう入っています。おためしは、別のフォルダー（IDOBATA_VAR）で始めてください。
check-invented = { $name }は架空のネットワークです。本番では別のフォルダー（IDOBATA_VAR）で始めてください。
check-damaged = データベースが傷んでいます。動かさずに、控えから戻してください。
check-keys = マスター鍵が、鍵のデータベースと合いません。正しい鍵を戻してください。
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
