"""The commands themselves, by area; `zoomcore.commands.catalogue` lists them all."""
