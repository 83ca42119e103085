"""From handwriting to images like MNIST's.

pixels      the arrays that are accepted as a picture
resize      smaller or larger pictures
preprocess  a drawing → 28×28
components  connected parts of a picture
card        the card or sheet that a digit is on
photo       a photograph → a drawing
strokes     pen strokes, drawn with a brush
"""
