"""A drawing of lines made into dots: the same drawing, with a Japanese font from a package, never the machine's own.

What draws is imported when a picture is made, not before.
"""

from __future__ import annotations

# Noto Sans JP, under the SIL Open Font License 1.1; on a page the reader's own font comes first.
FONT = "Noto Sans JP"
FONTS = f"Hiragino Sans, Yu Gothic, {FONT}, sans-serif"


def to_png(svg: str, width: int) -> bytes:
    """Return a drawing as a PNG of so many dots across; raises ValueError for what is no drawing."""
    import resvg_py
    from pylopdf_fonts_jp import sans_path

    font = str(sans_path())
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=[font],
        font_family=FONT,
        sans_serif_family=FONT,
        languages=["ja"],
    )
