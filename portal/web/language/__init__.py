"""The language of screens: kept with the person, or in a cookie before anybody is known."""
