"""Who was there, and what it is worth: evidence → participants → people → attendance → grades.

Every step is a pure, total function of stored evidence, so that doing it again is free and gives the same.
"""
