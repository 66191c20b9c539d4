## What stands on a sheet and in a picture.
paper-day = { $day }　令和{ $n }年度
paper-not = このシートは、仕事を評価するものではありません。
paper-whose = 書いた本人のものです。見せるかどうかは、本人が決めます。
paper-seen = 最近見た視点
paper-waits = これからの視点
paper-sheet-file = { -reflection }のシート { $day }
paper-sheet-says = { $day }の{ -reflection }です。印刷して、手で書き足せます。
paper-flower-file = { -reflection }の花 { $day }
paper-joined = { $one }{ $other }
paper-visit-title = { $title }（{ $way }）

paper-group = グループスーパービジョン（{ $title }）
paper-group-name = { $when }修了の組
