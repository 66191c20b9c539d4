"""The embedded web chat: one page, POST for what a person does, server-sent events for what she is told."""
