"""Staff training and etiquette assessment for a customer-service department."""

__version__ = "0.1.0"
