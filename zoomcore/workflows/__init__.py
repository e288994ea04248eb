"""What a job does, one story a file: decide, call, record. Every `if` about the subject lives in the domain."""
