"""Forms, each built from stored data alone: a Slack trigger lives three seconds."""
