"""The conversations: what is asked, allowed and said."""
