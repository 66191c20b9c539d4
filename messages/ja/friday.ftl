### The weekly invitation to reflect, for who has asked for it.

friday-invitation = 今週もおつかれさまでした。よければ3分だけ、{ -reflection }をしませんか。
friday-begin = 3分だけ
friday-not-today = 今日はいい
friday-no-more = もう声をかけない
friday-fine = わかりました。よい週末を。
friday-off = わかりました。もう声をかけません。
