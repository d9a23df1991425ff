"""Faces of the product, one package an audience; none imports another."""
