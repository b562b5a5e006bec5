"""Settings, URLs, schedule, the shell command. The only package that knows all the others."""
