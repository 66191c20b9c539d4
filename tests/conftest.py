"""What every test may use; the modules named here say more."""

pytest_plugins = [
    "tests.thrift",
    "tests.disk",
    "tests.walked",
    "tests.postgres",
    "tests.postgres_spare",
    "tests.postgres_pool",
    "tests.needs",
    "tests.alternate",
    "tests.quick",
    "tests.fixtures",
    "tests.watch",
]
