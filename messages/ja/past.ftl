### A day, month or year that is over, typed in any form.

past-one = { $day }
past-needed = いつのことか、書いてください。「R3.11.20」「令和3年11月」のように書けます。
past-unread = いつのことか読めませんでした。「R3.11.20」「令和3年11月」のように。年だけでも大丈夫です。
past-yearless = 何年のことでしょうか。「R3.11.20」「令和3年11月」のように、年から書いてください。
past-which-time = { $day }でよいですか。ちがうときは、「R3.11.20」のように年から書いてください。
past-no-year = その年号の年は、ありませんでした。「R3.11.20」「令和3年11月」のように書いてください。
past-no-day = 暦にない日でした。「R3.11.20」「令和3年11月」のように書いてください。
past-no-day-which = 暦にない日でした。{ $first }ですか、{ $other }ですか。
past-weekday-which = 曜日が日にちと合いません。{ $first }ですか、{ $other }ですか。
past-which-year = 年度（4月から）ですか、年（1月から）ですか。
past-which-month = 何月ごろでしたか。分からないときは、年度だけでも大丈夫です。
past-about = { $day }でよいですか。ちがうときは、もう一度書いてください。
past-ahead = { $day }は、まだ先のことです。年をたしかめて、もう一度書いてください。
