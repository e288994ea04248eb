"""Who holds a class, carried to Zoom: alternative hosts, another host, somebody who stands in."""
