"""A stranger's logo."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from billing.documents.logo import LogoNotAnImage, LogoTooLarge, LogoTooManyPixels, clean_logo


def image(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), **extra: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 0).save(out, kind, **extra)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Return a PNG whose header claims a size that its content hasn't."""
    header = b"IHDR" + struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack("!I", 13)
        + header
        + struct.pack("!I", zlib.crc32(header))
        + b"\x00\x00\x00\x00IDAT"
    )


class TestCleanLogo:
    """PNG or JPEG, within limits, written anew."""

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_takes_png_and_jpeg(self, kind: str) -> None:
        assert Image.open(BytesIO(clean_logo(image(kind)))).format == "PNG"

    @pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "WEBP", "PDF"])
    def test_takes_no_other_format(self, kind: str) -> None:
        with pytest.raises(LogoNotAnImage):
            clean_logo(image(kind))

    @pytest.mark.parametrize(
        "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%!PS", b"\x89PNG\r\n\x1a\n"]
    )
    def test_takes_nothing_that_isnt_an_image(self, content: bytes) -> None:
        with pytest.raises(LogoNotAnImage):
            clean_logo(content)

    def test_refuses_half_an_image(self) -> None:
        out = BytesIO()
        Image.effect_noise((200, 200), 90).save(out, "PNG")

        with pytest.raises(LogoNotAnImage):
            clean_logo(out.getvalue()[:4000])

    @pytest.mark.parametrize("size", [(2001, 2000), (60_000, 60_000)])
    def test_counts_the_pixels_before_decoding(self, size: tuple[int, int]) -> None:
        with pytest.raises(LogoTooManyPixels):
            clean_logo(png_of(*size))

    def test_refuses_more_than_two_megabytes(self) -> None:
        with pytest.raises(LogoTooLarge):
            clean_logo(b"\x00" * 2_000_001)

    def test_makes_transparent_parts_white(self) -> None:
        clean = Image.open(BytesIO(clean_logo(image("PNG", "RGBA"))))

        assert (clean.mode, clean.getpixel((0, 0))) == ("RGB", (255, 255, 255))

    def test_leaves_no_stowaway_behind(self) -> None:
        carrier = image("JPEG", comment=b"<script>stowaway</script>") + b"stowaway"

        assert b"stowaway" not in clean_logo(carrier)

    def test_is_no_larger_than_it_is_printed(self) -> None:
        clean = Image.open(BytesIO(clean_logo(image("PNG", size=(2000, 1000)))))

        assert clean.size == (720, 360)
