### さがす: earlier questions and answers by words or topic.

find-word = さがす、探す、検索、find
find-title = 質問をさがす
find-ask = なにをさがしますか。言葉をいくつか書いてください。
find-by-topic = 話題からさがす
find-topics = どの話題ですか
find-no-topics = まだ話題がありません。
find-again = 言葉でさがす
find-found = 「{ $words }」の質問
find-about = 「{ $topic }」の質問
find-none = 見つかりませんでした。別の言葉でさがすか、聞いてみてください。
find-more = はじめの{ $most }つです。言葉を足すと、しぼれます。
