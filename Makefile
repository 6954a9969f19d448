# Every target is one call of the bootstrap, which needs nothing but Python's own library.
PYTHON ?= python3

.PHONY: help run test lint format lock words install
help:
	@echo "make run     the demonstration site at http://127.0.0.1:8000"
	@echo "make test    everything the suite needs, then the suite (ARGS=... is handed to pytest)"
	@echo "make lint    style and types      make format  rewrite the code in the one format"
	@echo "make words   bring the Chinese catalogue up to date with the code"
	@echo "make lock    resolve dependencies anew and write requirements.txt"
run test lint format lock words install:
	@$(PYTHON) trainer/bootstrap.py $@ $(ARGS)
