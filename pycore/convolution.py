"""Layers for pictures: a stroke is the same stroke wherever it is.

A dense layer has a weight for every pixel, and must learn a stroke at each place anew. A
convolution moves one small window of weights over the whole picture. Pooling makes small shifts of
a stroke matter less. LeCun et al. 1998, "Gradient-based learning applied to document recognition",
section 2.

Pictures, and the outputs of these layers, are (n, height, width, channels).
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .arrays import Floats, Rng
from .backend import matmul
from .layer_spec import LayerSpec
from .layers import Layer


class Reshape(Layer):
    """The same numbers in another shape: pixels as a picture, or a picture as a row of units."""

    kind = "reshape"
    cache_names = ("before",)

    def __init__(self, *shape: int) -> None:
        self.shape = shape

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, …) → (n, *shape)."""
        if training:
            self.before = X.shape
        return X.reshape(len(X), *self.shape)

    def backward(self, dZ: Floats) -> Floats:
        """Put back into the shape of before."""
        return dZ.reshape(self.before)


class Conv2D(Layer):
    """Every output is a weighted sum of a window of the input around the same place.

    Outside the picture the input is 0. The weights are the same at all places, one set a channel.
    """

    kind = "conv"
    parameter_names = ("W", "b")
    cache_names = ("windows",)

    def __init__(self, W: Floats, b: Floats) -> None:
        self.W = W  # (size, size, channels in, channels out), size is odd
        self.b = b  # (channels out,)

    @property
    def spec(self) -> LayerSpec:
        size = len(self.W)
        return f"conv{len(self.b)}" + (f"x{size}" if size != 3 else "")

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, h, w, in) → Z (n, h, w, out): a product of all windows with the weights."""
        every = windows(X, len(self.W))
        if training:
            self.windows = every  # for the gradient of W
        Z = matmul(every, rows(self.W)) + self.b  # (n · h · w, size² · in) @ (size² · in, out)
        return Z.reshape(*X.shape[:3], len(self.b))

    def backward(self, dZ: Floats) -> Floats:
        """dZ (n, h, w, out) → dX (n, h, w, in).

        A number is part of all outputs around it: of the output to its right by the weight to the
        left of the middle. So the gradient is the same operation with the window turned by 180
        degrees:  ∂L/∂X = windows of ∂L/∂Z · turned W.
        """
        self.set_gradients(dZ)
        turned = self.W[::-1, ::-1].transpose(0, 1, 3, 2)  # (size, size, out, in)
        dX = matmul(windows(dZ, len(self.W)), np.ascontiguousarray(rows(turned)))
        return dX.reshape(*dZ.shape[:3], -1)

    def set_gradients(self, dZ: Floats) -> None:
        """∂L/∂W = windowsᵀ · ∂L/∂Z,  ∂L/∂b = ∂L/∂Z, summed over examples and places."""
        dZ = rows(dZ)  # (n · h · w, out)
        self.dW = matmul(self.windows.T, dZ).reshape(self.W.shape)
        self.db = dZ.sum(axis=0)


def windows(X: Floats, size: int) -> Floats:
    """All windows of X (n, h, w, channels), size × size, as rows: (n · h · w, size² · channels).

    Known as im2col: it turns a convolution into a matrix product, which is fast.
    """
    n, height, width, channels = X.shape
    edge = size // 2
    padded = np.zeros((n, height + 2 * edge, width + 2 * edge, channels), X.dtype)
    padded[:, edge : edge + height, edge : edge + width] = X
    view = sliding_window_view(padded, (size, size), axis=(1, 2))  # (n, h, w, channels, size, size)
    return view.transpose(0, 1, 2, 4, 5, 3).reshape(n * height * width, size * size * channels)


class MaxPool(Layer):
    """The largest of each 2 × 2 square: half as high, half as wide. An odd last row is left out."""

    kind = "pool"
    spec: LayerSpec = "pool"
    cache_names = ("X", "Z")

    def forward(self, X: Floats, training: bool = False, rng: Rng | None = None) -> Floats:
        """X (n, h, w, channels) → Z (n, h // 2, w // 2, channels)."""
        corners = squares(X)
        Z: Floats = np.maximum(corners[0], corners[1])
        for corner in corners[2:]:
            np.maximum(Z, corner, out=Z)
        if training:
            self.X, self.Z = X, Z  # to find the largest again
        return Z

    def backward(self, dZ: Floats) -> Floats:
        """The largest number of a square gets the square's gradient, the others 0.

        Of several equal ones it is the first, or the gradient would count twice.
        """
        dX = np.zeros_like(self.X)
        waiting = np.ones(dZ.shape, np.bool_)
        for corner, dcorner in zip(squares(self.X), squares(dX), strict=True):
            largest = waiting & (corner == self.Z)
            waiting &= ~largest
            np.multiply(dZ, largest, out=dcorner)
        return dX


def squares(X: Floats) -> list[Floats]:
    """The four corners of all 2 × 2 squares, views of X (n, h, w, channels)."""
    height, width = X.shape[1] // 2 * 2, X.shape[2] // 2 * 2
    return [X[:, i:height:2, j:width:2] for i in (0, 1) for j in (0, 1)]


def rows(X: Floats) -> Floats:
    """X (n, …, channels) as (n · …, channels)."""
    return X.reshape(-1, X.shape[-1])
