"""Widths of Libertinus Serif, the text font embedded in Typst, in thousandths of the font size.

Measured with Typst's own `measure` for U+0020 to U+007E. They size table columns, and a row known
to need one line gets a fixed height, which halves the time and memory of a long table.
"""

# fmt: off
_REGULAR = (
    250, 288, 336, 465, 465, 637, 705, 190, 298, 298, 369, 550, 220, 338, 220, 323,
    465, 465, 465, 465, 465, 465, 465, 465, 465, 465, 236, 236, 550, 550, 550, 435,
    895, 695, 588, 646, 701, 557, 485, 685, 730, 297, 322, 637, 528, 839, 699, 702,
    541, 702, 587, 485, 597, 661, 652, 951, 660, 575, 604, 356, 287, 356, 518, 486,
    392, 457, 493, 428, 506, 447, 328, 500, 538, 271, 272, 512, 264, 790, 542, 504,
    519, 503, 372, 390, 316, 531, 497, 747, 490, 515, 424, 277, 205, 277, 449,
)
_BOLD = (
    250, 266, 376, 514, 514, 637, 729, 215, 315, 315, 433, 537, 244, 358, 244, 316,
    514, 514, 514, 514, 514, 514, 514, 514, 514, 514, 256, 256, 512, 551, 512, 430,
    988, 740, 654, 706, 734, 609, 545, 732, 817, 367, 373, 736, 577, 899, 740, 730,
    614, 730, 716, 504, 652, 732, 700, 1028, 718, 624, 624, 397, 307, 397, 518, 486,
    392, 506, 542, 456, 561, 489, 391, 521, 619, 322, 312, 613, 325, 905, 616, 551,
    581, 573, 428, 427, 358, 598, 529, 777, 561, 558, 452, 307, 220, 307, 473,
)
# fmt: on
# Wider than any Latin letter of the font: an unknown character is never underestimated.
_UNKNOWN = 1100
# For kerning and for rounding to hundredths of a point.
_SLACK = 1.01
_WIDTHS = {
    bold: {chr(32 + k): width for k, width in enumerate(table)}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}


def em(text: str, *, bold: bool = False) -> float:
    """An upper bound of the width of `text` in units of the font size."""
    widths = _WIDTHS[bold]
    return sum(widths.get(char, _UNKNOWN) for char in text) / 1000 * _SLACK
