### A meeting in which everybody tries a reflection for three minutes.

gathering-title = 集まりで3分
gathering-what = 集まりのみなさんと、その場で{ -reflection }をためせます。番号を1つ出します。
gathering-nothing = 書いたものは何も残りません。分かるのは、終えた人数だけです。
gathering-open = 番号を出す
gathering-open-again = 新しい番号を出す
gathering-code = 番号　{ $code }
gathering-over = この番号はおわりました
gathering-say = 「{ -well }に、この6けたを打ってください。3分です。書いたものは残りません。」
gathering-until = { $hour }まで使えます。だれが終えたかは、だれにも分かりません。
gathering-count = いまの人数
gathering-finished = { $count }人が終えました。
gathering-few = 終えた人が{ $least }人になるまで、人数は出しません。
gathering-no-code = その番号では、はじめられませんでした。画面の番号を、もう一度見てみてください。
gathering-thanks = 集まりには、終えた人数だけが1つ増えます。
