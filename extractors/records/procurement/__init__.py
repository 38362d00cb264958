"""政府采购: items and totals."""
