"""Tables that are of no language: codes, signs, districts, and words that people borrow whatever they speak."""
