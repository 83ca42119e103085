"""From handwriting to images as MNIST has them.

pixels      what one picture may be
resize      pictures made smaller or larger
preprocess  a drawing → 28×28
components  connected parts of a picture
card        the sheet that a digit stands on
photo       a photograph → a drawing
strokes     handwriting as a pen wrote it, drawn with a brush
"""
