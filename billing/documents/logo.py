"""Logos: a stranger's image is decoded once, within limits, and written anew."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from tenants.kernel.refusals import Invalid

MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000_000
PRINTED = (900, 360)  # pixels: 300 dots an inch in the 76 x 30 mm that the head has for it
# How a whole file ends. WeasyPrint tells Pillow, for the whole process, to take files that end early.
ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}


class LogoTooLarge(Invalid):
    """The logo's file is larger than 2 MB."""


class LogoTooManyPixels(Invalid):
    """The logo has more than 4 million pixels."""


class LogoNotAnImage(Invalid):
    """The logo has to be a PNG or JPEG image."""


def clean_logo(content: bytes) -> bytes:
    """Return a logo as an opaque PNG of our own making, no larger than it is printed.

    The pixels are counted from the header before anything is decoded; comments, profiles and whatever else the file
    carried are left behind; transparent parts become white, since a mask costs each document time.

    Raises:
        LogoTooLarge: over 2 MB.
        LogoTooManyPixels: over 4 million, by the header.
        LogoNotAnImage: another format, or broken.
    """
    if len(content) > MOST_BYTES:
        raise LogoTooLarge(len(content))
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise LogoTooManyPixels(image.size)
            # A photograph with a depth map says MPO of itself; it ends like any JPEG.
            if ENDS.get(str(image.format), ENDS["JPEG"]) not in content:
                raise LogoNotAnImage(image.format)
            # Shrinks a JPEG while decoding it; a PNG is left as it is.
            image.draft("RGB", PRINTED)
            return _written_anew(image)
    except Image.DecompressionBombError as error:
        raise LogoTooManyPixels from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise LogoNotAnImage from error


def _written_anew(image: Image.Image) -> bytes:
    coloured = image.convert("RGBA")
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    flat.thumbnail(PRINTED)
    out = BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()
