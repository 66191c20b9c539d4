### One's own data: taking it along, and deleting it.

mydata-title = わたしのデータ
mydata-word = わたしのデータ、私のデータ、自分のデータ
mydata-what = お名前、設定、{ -reflection }、研修の記録、{ -visiting }、書きかけなどを、ここで預かっています。
mydata-export = わたしのデータを受け取る
mydata-export-what = 預かっているものを、{ -reflection }の中身も開いて、2つのファイルにしてお渡しします。
mydata-export-who = ファイルは鍵がかかっていません。開ける人は、だれでも読めます。
mydata-export-now = ファイルを受け取る
mydata-not-now = やめておく
mydata-paper = 読むためのファイル
mydata-paper-says = わたしのデータを、そのまま読める形にしたものです。
mydata-data = ほかのソフトで使うファイル
mydata-data-says = 同じ中身を、ほかのソフトで読み込める形にしたものです。
mydata-delete = わたしのデータを消す
mydata-delete-goes = お名前、つないだアプリ、設定、{ -reflection }、研修の記録、書きかけ、見せたもの、お知らせが消えます。
mydata-delete-stays = { -well }の質問と答え、センターの記録、ネットワークのために変えたことは、お名前を外して残ります。
mydata-delete-ever = 元には戻せません。控え（バックアップ）からも戻せません。
mydata-delete-after = 消したあと、また使うときは、新しい招待が必要です。
mydata-delete-now = ぜんぶ消す（元に戻せません）
mydata-keep = 残しておく
mydata-last = { -centre }の仕事の担当は、いまあなただけです。先に、ほかの方にもこの役割をお願いしてから、消してください。
mydata-gone = ぜんぶ消しました
mydata-gone-thanks = いままで、ありがとうございました。
