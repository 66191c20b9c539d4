"""Telegram: private chats with one question a message; updates are confirmed only after they are committed."""
