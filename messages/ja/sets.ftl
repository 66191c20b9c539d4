### What is wrong with a perspective set that somebody brings: each sentence says what to do on its line.

sets-line = { $line }行目：{ $says }
sets-no-toml = 視点のファイルではないようです。「{ $example }」のような行でできたファイルを選んでください。
sets-syntax = ここから読めません。「{ $example }」の形になっているか、引用符で閉じているか、見てください。
sets-unknown = 「{ $name }」という項目はありません。つづりを直すか、この行を消してください。
sets-missing = 「{ $name }」がありません。ここに「{ $example }」のような行を足してください。
sets-key = 「{ $name }」は、半角の英数字とハイフンで{ $most }字までにしてください。
sets-version = 「{ $name }」は、1から{ $most }までの数で書いてください。
sets-date = 「{ $name }」は、「{ $example }」のような日付で書いてください。
sets-words = 「{ $name }」は、引用符でかこんだ文にしてください。
sets-size = 「{ $name }」は、1字から{ $most }字までにしてください（いま{ $size }字）。
sets-hidden = 「{ $name }」に、見えない文字か改行があります。1行で書きなおしてください。
sets-few = 視点が1つもありません。「{ $example }」の行から、1つ書いてください。
sets-many = 視点は{ $most }個までです（いま{ $count }個）。この行からあとの分を減らしてください。
sets-no-prompts = 「{ $name }」がありません。「{ $example }」の行から、問いを1つ書いてください。
sets-twice = 「{ $key }」が2回あります。どちらかを、ほかの名前にしてください。
sets-shape = 「{ $name }」は、「{ $example }」の行から書いてください。
sets-shipped = 「{ $id }」は、はじめから入っている視点の名前です。別の名前にしてください。
sets-raise = 第{ $version }版か、それより新しいものが入っています。「{ $name }」を{ $next }にしてください。
