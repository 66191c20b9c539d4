"""受講年度確認票: the roster brought in, taken out, and kept for who has not joined yet."""
