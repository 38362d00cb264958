"""Standard budget tables (部门收支总表, 部门支出总表, …): from cells to `budget_lines`."""
