### The well: the hub, the board, and threads.

well-door = { -well }
well-title = { -well }
well-word = 井戸端、井戸端会議、いどばた
well-word-open = まだ答えのない質問
well-what = 小さな質問を、ネットワークのみんなに聞けます。名前を出さなくても大丈夫です。
well-back = { -well }へ
well-ask = 聞く
well-find = さがす
well-board = みんなの質問
well-board-none = まだ質問はありません。
well-unanswered = まだ答えのない質問
well-unanswered-none = 答えを待っている質問は、いまありません。
well-read = { $place }を読む
well-older = もっと前
well-entry = { $place } { $who }（{ $day }・{ $state }）
well-state-open = 答えを待っています
well-state-answers = 答え { $count }つ
well-state-resolved = 解決しました
well-state-hidden = いまは見えません

mine-questions = わたしの質問
mine-questions-none = まだ質問していません。
mine-answers = わたしの答え
mine-answers-none = まだ答えていません。
mine-entry = { $place } { $day }（{ $what }）
mine-said = みんなが読めます
mine-thread = 質問を読む
mine-word-answers = わたしの答え、私の答え
mine-word-questions = わたしの質問、私の質問

question-by = { $name }さん（{ $office }）
question-by-name = { $name }さん
question-by-nobody = 匿名の相談員さん
question-by-record = { -centre }の記録
question-by-asker = 質問した方
question-by-you = あなた
question-by-you-unnamed = あなた（匿名）

question-title = 質問
question-from = 聞いた人
question-day = 日
question-topics = 話題
question-audience = 読める人
question-chiefs = 主任と基幹だけ
question-answer-by = { $who }の答え
question-back-by = { $who }から、聞き返し
question-said-by = { $who }から
question-said-on = { $day }
question-followers = わたしも知りたい：{ $count }人
question-earlier = この前のやりとり
