"""What people see of Zoom and us being kept agreed."""
