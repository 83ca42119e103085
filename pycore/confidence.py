"""How far a measured accuracy can be trusted: its confidence interval."""

import math


def interval(rate: float, n: int) -> tuple[float, float]:
    """The 95 % confidence interval of a rate, 0 to 1, measured on n examples. Wilson 1927."""
    z = 1.96  # 2.5 % of a normal distribution is above so many standard deviations
    middle = (rate + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
