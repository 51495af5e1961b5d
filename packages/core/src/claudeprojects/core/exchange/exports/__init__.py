"""What is given out: projects as folders and reports, tasks as tables and calendars."""
