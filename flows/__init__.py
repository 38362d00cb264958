"""What moves data: disk, network, Prefect, the command line. The only code with side effects."""
