"""The desk: pages of the staff who take in, hand on, settle and oversee matters."""
