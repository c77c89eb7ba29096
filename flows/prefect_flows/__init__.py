"""The Prefect flows, their settings, server and schedule."""
