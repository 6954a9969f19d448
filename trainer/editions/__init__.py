"""The content-addressed store: items by hash, editions as manifests, the current pointer."""
