"""Kills, errors and full disks: what was acknowledged stays, nothing is done twice, others go on."""
