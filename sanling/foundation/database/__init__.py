"""How the database is spoken to: Django's own way, with the dear parts made cheap."""
