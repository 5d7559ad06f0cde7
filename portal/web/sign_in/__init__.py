"""Signing in and out: password, and the second factor that staff must have."""
