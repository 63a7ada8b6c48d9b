"""What the staff's and the customers' sides share about documents that people edit; it knows neither side."""
