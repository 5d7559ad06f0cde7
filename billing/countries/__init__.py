"""The law and the customs of each country as data and pure functions; `register.country_rules` is the way in."""
