"""HTTP parts that rooms share: guards, base form, error pages, filters, menu."""
