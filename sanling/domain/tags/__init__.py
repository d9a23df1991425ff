"""Tags: words on matters by which they are found together; facts of who put which on which matter, until when."""
