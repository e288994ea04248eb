"""An LMS's own grade-book export: recognised, our one column filled, everything else given back byte for byte.

Faults are typed (`GradeBookFault`); whoever speaks to people words them.
"""
