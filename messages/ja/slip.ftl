### What stands on the slip of a visit and in the table of what was done.

fitting-slip-title = { -visit }のお知らせ
fitting-slip-ready = 手もとに
fitting-slip-note = 話の中身は書き残しません。同じ仕事をする者どうしで、一緒に考える時間です。
fitting-export-sheet = 活動の一覧
fitting-head-day = 日
fitting-head-begins = 始まり
fitting-head-host = 担当
fitting-head-pool = 役割
fitting-head-menu = メニュー
fitting-head-way = かたち
fitting-head-minutes = 分
fitting-head-office = 事業所
fitting-head-outcome = 結果
fitting-outcome-held = 実施
fitting-outcome-postponed = 延期
fitting-outcome-absent = 不在
fitting-outcome-cancelled = 中止
