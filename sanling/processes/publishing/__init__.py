"""Changed profiles and workflows: compared, proposed with what would become of them, published by a second person."""
