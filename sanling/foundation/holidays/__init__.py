"""Holiday schedules as data of a profile, and which days are worked by them."""
