question-by = { $name }さん（{ $office }）
question-by-name = { $name }さん
question-by-nobody = 匿名の相談員さん
question-by-record = { -centre }の記録
question-by-asker = 質問した方
question-by-you = あなた
question-by-you-unnamed = あなた（匿名）
