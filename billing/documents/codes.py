"""Bar codes and QR codes as PNG, one pixel a module, which the style sheet enlarges without smoothing.

The images are grey with two values only. One bit a pixel would be smaller, but WeasyPrint turns such images into three
colour channels.
"""

from io import BytesIO

import zxingcpp
from barcode.codex import Code128
from PIL import Image

from tenants.kernel.refusals import Invalid

QUIET = 4  # modules of white round a QR code: ISO/IEC 18004, 9.1
EPC_BYTES = 331  # EPC069-12: at most version 13 at level M


class NotABarcode(Invalid):
    """A bank barcode is an even number of digits."""


class QrTooLong(Invalid):
    """There is too much text for a QR code."""


def bank_barcode(digits: str) -> bytes:
    """Return a row of bars as PNG, one pixel a module: Code 128 in set C, two digits a symbol.

    Finance Finland, Pankkiviivakoodi-opas 5.3: 54 digits make 332 modules.

    Raises:
        NotABarcode: set C has pairs of digits only.
    """
    if not digits.isascii() or not digits.isdigit() or len(digits) % 2:
        raise NotABarcode(digits[:60])
    modules = Code128(digits).build()[0]
    return _png(len(modules), 1, bytes(0 if module == "1" else 255 for module in modules))


def fits_qr(payload: str) -> bool:
    """Return whether a text is short enough for `qr_code`."""
    return len(payload.encode()) <= EPC_BYTES


def qr_code(payload: str) -> bytes:
    """Return a QR code as PNG, one pixel a module, at error correction level M, with its quiet zone.

    The text is put in as UTF-8 bytes without an ECI header, which is what bank apps expect of EPC069-12.

    Raises:
        QrTooLong: more than the 331 bytes of a version 13 symbol, which a phone still reads from paper.
    """
    if not fits_qr(payload):
        raise QrTooLong(len(payload))
    content = payload.encode()
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    height, width = pixels.shape
    # zxing-cpp offers the buffer protocol, but its types do not say so.
    drawn = Image.frombytes("L", (width, height), bytes(memoryview(pixels)))  # type: ignore[arg-type]
    framed = Image.new("L", (width + 2 * QUIET, height + 2 * QUIET), 255)
    framed.paste(drawn, (QUIET, QUIET))
    return _saved(framed)


def _png(width: int, height: int, pixels: bytes) -> bytes:
    return _saved(Image.frombytes("L", (width, height), pixels))


def _saved(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
