"""Photos without what they tell beside the picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageFile, ImageOps, ImageStat

from egovframe.forms.uploads import content, photos
from egovframe.forms.uploads.faults import FileRefused
from tests.forms.uploads.samples import ORIENTATION, archive, photo, picture, png_of

PIXELS = 1_000_000


def cleaned(data: bytes, media: str) -> bytes:
    """Writes a photo anew."""
    written = io.BytesIO()
    photos.cleaned(io.BytesIO(data), written, media, pixels=PIXELS)
    return written.getvalue()


@pytest.mark.parametrize("media", list(photos.FORMATS))
@pytest.mark.parametrize("side", range(1, 9))
def test_only_the_picture_stays(media: str, side: int) -> None:
    """Place, make and comment are gone; whichever side was up, a viewer shows the same picture."""
    data = photo(media, side=side)
    assert b"Haneul Phone" in data
    anew = cleaned(data, media)
    with Image.open(io.BytesIO(anew)) as image, Image.open(io.BytesIO(data)) as before:
        assert image.format == photos.FORMATS[media]
        assert set(image.getexif()) <= {ORIENTATION}
        assert not image.getexif().get_ifd(0x8825)
        seen, was = ImageOps.exif_transpose(image).convert("RGB"), ImageOps.exif_transpose(before).convert("RGB")
        assert seen.size == was.size
        difference = max(ImageStat.Stat(ImageChops.difference(seen, was)).mean)
        assert difference <= (3 if media != "image/png" else 0)  # of 255; a turned picture differs by 60 and more
    for trace in (b"Haneul Phone", b"secret words", b"GPS"):
        assert trace not in anew


def test_a_jpeg_keeps_its_tables() -> None:
    """Nothing visible is lost: the quantisation tables of the camera are used again."""
    data = photo(quality=61)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(cleaned(data, "image/jpeg"))) as after:
        assert before.quantization == after.quantization  # type: ignore[attr-defined]


def test_colours_stay_right() -> None:
    """The colour profile stays: without it a photo of a wide gamut looks pale."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for media in photos.FORMATS:
        with Image.open(io.BytesIO(cleaned(photo(media, icc_profile=profile), media))) as image:
            assert image.info["icc_profile"] == profile


def test_nothing_hides_behind_a_photo() -> None:
    """An archive behind the picture, which makes the file two things at once, is not written again."""
    hidden = photo() + archive({"hidden.txt": b"hidden words"}, stored=True)
    assert b"hidden words" not in cleaned(hidden, "image/jpeg")


def test_a_transparent_picture_stays_transparent() -> None:
    """A PNG with an alpha channel, and one with a palette of which a colour is transparent."""
    written = io.BytesIO()
    image = picture().convert("P")
    image.save(written, "PNG", transparency=0)
    with Image.open(io.BytesIO(cleaned(written.getvalue(), "image/png"))) as palette:
        assert palette.info["transparency"] == 0
    written = io.BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 4)).save(written, "PNG")
    with Image.open(io.BytesIO(cleaned(written.getvalue(), "image/png"))) as alpha:
        assert alpha.getpixel((0, 0)) == (1, 2, 3, 4)


def test_a_telephones_picture_of_several_is_one() -> None:
    """Multi-picture files (MPO) of telephones are taken; the first picture stays."""
    written = io.BytesIO()
    picture().save(written, "MPO", save_all=True, append_images=[picture(32, 24)])
    photos.look(io.BytesIO(written.getvalue()), "image/jpeg", pixels=PIXELS)
    with Image.open(io.BytesIO(cleaned(written.getvalue(), "image/jpeg"))) as image:
        assert image.format == "JPEG"
        assert image.size == (64, 48)


@pytest.mark.parametrize(("width", "height"), [(1_001, 1_000), (30_000, 30_000), (2_000_000_000, 2)])
def test_a_picture_bomb_is_not_unpacked(width: int, height: int) -> None:
    """Some hundred bytes that promise gigapixels are refused by their head."""
    with pytest.raises(FileRefused):
        photos.look(io.BytesIO(png_of(width, height)), "image/png", pixels=PIXELS)


def test_what_cannot_be_decoded_is_refused() -> None:
    """A photo that is cut off, also where WeasyPrint told Pillow to let that pass; one that is of another type."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    with pytest.raises(FileRefused) as caught:
        cleaned(photo(size=(300, 300))[:2_000], "image/jpeg")
    assert caught.value.why == content.BROKEN
    with pytest.raises(FileRefused):
        photos.look(io.BytesIO(photo("image/png")), "image/jpeg", pixels=PIXELS)
    with pytest.raises(FileRefused):
        cleaned(png_of(500, 500), "image/png")


def test_moving_pictures_are_refused() -> None:
    """Of a moving picture only one would stay: it is said, not done."""
    written = io.BytesIO()
    picture().save(written, "WEBP", save_all=True, append_images=[picture(64, 48).rotate(90)])
    with pytest.raises(FileRefused) as caught:
        photos.look(io.BytesIO(written.getvalue()), "image/webp", pixels=PIXELS)
    assert caught.value.why == photos.MOVING
