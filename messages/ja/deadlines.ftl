### 期限の一覧: until when trainings are due, for coordinators.

deadlines-title = 期限の一覧
deadlines-back = 研修のことへ
deadlines-may-lack = 登録されている記録から見たものです。記録の抜けのこともあります。
deadlines-none = 相談支援専門員か主任の役割の方は、まだいません。
deadlines-count = { $count }人
deadlines-year = 今年度が、受けられる最後の年度
deadlines-check = 記録の確認が必要
deadlines-checked = 記録を確認した方
deadlines-unknown = 初任者研修の日がまだ分からない方
deadlines-later = これからの年度
deadlines-not-mine = ご本人が「対象外」とした方
