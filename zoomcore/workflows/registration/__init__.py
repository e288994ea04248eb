"""Registration at Zoom: people signed up, decided about, and what Zoom tells of them."""
