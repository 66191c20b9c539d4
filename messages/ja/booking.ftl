### Why a visit cannot be booked or changed just so.

booking-past = その日時は過ぎています。これからの日時を選んでください。
booking-notice = 準備があるので、{ $day }からあとの日でお願いします。
booking-furthest = いま決められるのは、{ $day }までです。
booking-taken = その時間は、いま埋まりました。ほかの時間か、日付はおまかせで、お願いします。
booking-nobody = その時間に来られる人の組み合わせがありません。ほかの時間でお願いします。
booking-same = いまと同じ時間です。ほかの時間を選んでください。
booking-moving = いま時間を変える相談をしています。まとまるまで、少しお待ちください。
booking-busy = その時間は、どなたかに別の{ -visiting }が入っています。ほかの時間か、ほかの方でお願いします。
booking-no-host = いま{ -visiting }を受けもっている方の中から選んでください。
booking-no-office = その事業所は見つかりませんでした。{ -centre }にたずねてください。
booking-early = まだ始まっていません。終わってから教えてください。
booking-no-guest = その事業所の、いま参加している方の中から選んでください。
booking-is-host = その方は、この{ -visiting }にうかがう人です。ほかの方を選んでください。
