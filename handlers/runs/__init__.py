"""Runs of courses: when one can apply, who may take them, who has applied, and the ward's 推薦."""
