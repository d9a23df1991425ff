"""Which zeros each subject kept in a month and why not, computed by the city's standard; who is recognised."""
