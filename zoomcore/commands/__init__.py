"""The command registry and its grammar: what may be asked of Lectern, in one line, by a button or by a form."""
