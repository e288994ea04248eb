"""The rules of recycling licenses: who may give one, whether it is wise, and how a request goes on."""
