"""Steps of the preview's walk, by feature: each is a generator of what is shown."""
