"""The record as coordinators read it."""
