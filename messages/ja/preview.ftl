## What `idobata preview` writes into the forms that it shows; invented.
preview-title = 井戸端の画面をぜんぶ
preview-line = 「帰り道が好き」と話してくれた
preview-step = 来週、散歩の道を一緒に歩いてみる
preview-heavy = きょうはもう限界です
preview-said = こんにちは
preview-early = 2026年1月5日
preview-well = いど
preview-contact = よるの電話
preview-topic = 余暇
preview-day = 2028年4月3日
preview-office = 相談
preview-name = 加藤 みのり（みなも）
preview-danger = 家で殴られたと話す方がいます
preview-ask = /聞く 土曜の居場所を知りませんか
