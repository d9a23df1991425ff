"""Tables as offices keep them: workbooks and CSV files, read row by row, by what a sheet says of its columns."""
