"""What people see: the summary on the terminal, and HTML pages that stand alone."""
