### 朝の1通: one message a day for everything that can wait.

morning-one = おはようございます。お知らせは1つだけです。
morning-count = おはようございます。お知らせは{ $count }つです。
morning-late = 少し遅れてお届けするものが入っています。
