"""What stands between a mouth and a recogniser: hesitations, corrections, several transcriptions, one wrong character."""
