"""Parts → snapshots: staged, derived, published by one atomic rename."""
