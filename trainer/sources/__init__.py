"""Reading what authors write: text, YAML, front matter; every fault names file and line (see `service`)."""
