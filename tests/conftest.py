"""What every test may use; the modules named here say more."""

pytest_plugins = ["tests.postgres", "tests.needs", "tests.fixtures", "tests.watch"]
