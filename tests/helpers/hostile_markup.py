"""Markup in data that a report must print as text."""

MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(2)> javascript:alert(3) </style></table>{{7*7}}'
KEPT = ("status", "severity", "unit", "identity", "subject", "reader", "kind", "level", "document_id")
