## Names that a ward may change (messages/words.py, check_terms): at most 20 characters.
-well = 井戸端
-reflection = ふりかえり
-centre = センター
-visit = 事業所訪問
