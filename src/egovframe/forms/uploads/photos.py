"""Photos without what they tell beside the picture: where, when and with which camera (EXIF, XMP, comments).

A photo is written anew from its pixels (Pillow), so that nothing hides behind it. JPEG keeps its own tables: nothing is
lost that the eye could see. What stays is the colour profile, and which side is up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, Final

from egovframe.forms.uploads.content import BOMB, BROKEN
from egovframe.forms.uploads.faults import FileRefused, missing_extra
from egovframe.kernel.text import Text

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final[Mapping[str, str]] = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
"""The photos that are written anew, by media type."""
_ORIENTATION: Final = 0x0112  # Exif 3.0, 4.6.5.1.6
_LARGEST_PROFILE: Final = 1 << 20

MOVING: Final = Text(
    ko="움직이는 그림은 받지 않습니다. 멈춘 사진을 올리세요.", en="Moving pictures are not taken. Send a still one."
)


def look(file: IO[bytes], media: str, *, pixels: int) -> None:
    """Read a photo's head. Raises FileRefused when it is no such photo, has more pixels than that, or moves."""
    with _opened(file, media) as image:
        _sized(image, pixels)


def cleaned(file: IO[bytes], into: IO[bytes], media: str, *, pixels: int) -> None:
    """Write the photo anew into another file. Raises FileRefused for one that cannot be decoded."""
    with _opened(file, media) as image:
        _sized(image, pixels)
        try:
            image.load()
            _saved(image, into, media)
        except Exception as error:  # decoders fail in any way on what was made to make them fail
            raise FileRefused(BROKEN) from error


def _opened(file: IO[bytes], media: str) -> Image:
    try:
        from PIL import Image, ImageFile
    except ImportError as error:
        raise missing_extra() from error
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # one for the whole process, and WeasyPrint sets it: half a photo is none
    file.seek(0)
    try:
        return Image.open(file, formats=[FORMATS[media]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(BOMB) from error
    except Exception as error:  # as above
        raise FileRefused(BROKEN) from error


def _sized(image: Image, pixels: int) -> None:
    width, height = image.size
    if width * height > pixels:
        raise FileRefused(
            Text(
                ko=f"사진이 너무 큽니다. {pixels // 1_000_000}백만 화소까지 받습니다.",
                en=f"The picture is too large. Up to {pixels // 1_000_000} megapixels are taken.",
            )
        )
    if image.format != "MPO" and getattr(image, "is_animated", False):  # MPO: a photo with its own small copies
        raise FileRefused(MOVING)


def _saved(image: Image, into: IO[bytes], media: str) -> None:
    from PIL import Image as Pillow
    from PIL import ImageOps, JpegImagePlugin

    profile = image.info.get("icc_profile")
    options: dict[str, Any] = {}
    if isinstance(profile, bytes) and len(profile) <= _LARGEST_PROFILE:
        options["icc_profile"] = profile
    if media == "image/jpeg":
        side = image.getexif().get(_ORIENTATION)
        exif = Pillow.Exif()
        if side in range(2, 9):
            exif[_ORIENTATION] = side
            options["exif"] = exif.tobytes()
        if image.format == "JPEG":
            options |= {"quality": "keep"}
        else:
            options |= {"quality": 95, "subsampling": JpegImagePlugin.get_sampling(image)}
        image.info.clear()
        image.save(into, "JPEG", **options)
        return
    upright = ImageOps.exif_transpose(image)
    upright.info = {name: upright.info[name] for name in ("transparency",) if name in upright.info}
    if media == "image/webp":
        options |= {"quality": 90}
    upright.save(into, FORMATS[media], **options)
