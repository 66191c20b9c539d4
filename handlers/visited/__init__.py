"""訪問のあと: how it went, what was good, what was agreed, and a light question some time later."""
