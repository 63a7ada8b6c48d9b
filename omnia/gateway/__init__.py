"""The way in: takes requests from the server, waits for their bodies within bounds, gives them to threads that answer them."""
