"""Pictures that a page carries in itself."""

import segno


def qr_address(text: str) -> str:
    """A QR code of a text as the address of a picture: an SVG within the page, dark on light in either colour scheme."""
    address: str = segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=4, dark="#0f172a", light="#ffffff")
    return address
