"""绩效目标: projects, duties, goals, indicators, payment plans."""
