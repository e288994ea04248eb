"""Every reply of the catalogue as Slack, Teams and a terminal show it, on one page to be looked at."""
