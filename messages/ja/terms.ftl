## Names that a ward may change (messages/words.py, check_terms): at most 20 characters.
-well = 井戸端
-reflection = ふりかえり
-centre = センター
-visit = 事業所訪問
# For short, where many stand on one screen; it goes with the word above (messages/words.py, FOLLOWS).
-visiting = 訪問
