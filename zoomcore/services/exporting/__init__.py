"""Results as files: one class or a term as CSV and XLSX, and an LMS's own grade book filled."""
