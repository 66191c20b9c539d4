"""Every word that Idobata says, and the data that wards may change: words, perspective sets, lists."""
