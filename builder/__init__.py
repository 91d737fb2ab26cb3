"""From coded files to checked records, validated tables, a release folder, and the Hub."""
