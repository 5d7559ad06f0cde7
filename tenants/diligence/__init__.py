"""Customer due diligence: who a client is was established by whom, when, at which risk, and until when it holds."""
