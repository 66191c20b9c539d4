"""事業所訪問: an office asks, a pair that is free and fairly loaded is found, and everybody is told once."""
