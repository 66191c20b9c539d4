# What is asked about before a completed training is kept, in the chat and line by line of a table alike.
check-unknown = その名前の研修は、いまの一覧にありません。
check-future = これからの日です。修了した日を書いてください。
check-early = 「{ $course }」がまだなかったころの日です（{ $day }から）。年をたしかめてください。
check-before = 初任者研修の修了より前の日です。前にも初任者研修を受けていれば、そちらを先に入れてください。
check-after = これより前に修了した「{ $course }」が入っています。前の初任者研修があれば、先に入れてください。
check-again = 初任者研修は、もう1つ入っています。受けなおした方は、このまま残せます。
