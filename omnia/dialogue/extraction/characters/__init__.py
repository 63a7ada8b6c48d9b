"""What is said character by character: codes, telephone numbers, e-mail and web addresses, postcodes."""
