"""Numbers in words and digits, and what is counted or measured with them."""
