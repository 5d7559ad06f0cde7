"""Bar codes and QR codes, read back by the library that phones and tills use."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from billing.documents.codes import NotABarcode, QrTooLong, bank_barcode, fits_qr, qr_code

BARCODE = "479440520200360820048831500000000868516259619897100612"
EPC = "BCD\n002\n1\nSCT\nHELSFIHH\nKahvila Äijälä Oy\nFI7944052020036082\nEUR4883.15\n\n868516259619897"


def enlarged(png: bytes, height: int | None = None) -> Image.Image:
    """Return a code as large as it is on paper, with white round it."""
    image = Image.open(BytesIO(png))
    size = (image.width * 4, (height or image.height * 4))
    large = image.resize(size, Image.Resampling.NEAREST)
    framed = Image.new("L", (size[0] + 160, size[1] + 160), 255)
    framed.paste(large, (80, 80))
    return framed


class TestBankBarcode:
    """The Finnish bank barcode."""

    def test_is_read_back_as_the_same_digits(self) -> None:
        read = zxingcpp.read_barcode(enlarged(bank_barcode(BARCODE), 120))

        assert (read.text, read.format) == (BARCODE, zxingcpp.BarcodeFormat.Code128)

    def test_has_the_332_modules_of_the_guide(self) -> None:
        assert Image.open(BytesIO(bank_barcode(BARCODE))).size == (332, 1)

    @pytest.mark.parametrize("digits", ["", "123", "12a4", "１２"])
    def test_refuses_what_set_c_cant_hold(self, digits: str) -> None:
        with pytest.raises(NotABarcode):
            bank_barcode(digits)


class TestQrCode:
    """The square that a phone reads."""

    @pytest.mark.parametrize("text", [EPC, '{"uqr":1,"nme":"Björkdal Måleri AB"}', "€ – æøå"])
    def test_is_read_back_as_the_same_bytes(self, text: str) -> None:
        read = zxingcpp.read_barcode(enlarged(qr_code(text)))

        assert bytes(read.bytes).decode() == text

    def test_corrects_at_level_m(self) -> None:
        assert zxingcpp.read_barcode(enlarged(qr_code(EPC))).ec_level == "M"

    def test_has_white_round_it(self) -> None:
        image = Image.open(BytesIO(qr_code(EPC)))

        assert {image.getpixel((x, 3)) for x in range(image.width)} == {255}

    def test_refuses_more_than_a_phone_reads_from_paper(self) -> None:
        assert fits_qr("ä" * 165)
        with pytest.raises(QrTooLong):
            qr_code("ä" * 166)
