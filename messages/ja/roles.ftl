### What the roles are called, wherever somebody is named with hers.

role-counsellor = 相談支援専門員
role-support-worker = 相談支援員
role-chief = 主任
role-centre = 基幹
role-coordinator = 調整役
role-manager = 管理者
role-observer = オブザーバー
