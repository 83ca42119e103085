"""What can go wrong, by name: every error says where it happened and what to do."""


class DataError(ValueError):
    """A file or a piece of bytes is not the data that it should be."""


class ExperimentError(ValueError):
    """A setting of an experiment has a value that it can't have.

    `field` is the setting's name, so that a form can show the sentence beside it.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class DivergedError(ArithmeticError):
    """The loss is NaN or infinite, or stays far larger than that of guessing.

    The network has its best weights back, so the training can go on with a smaller rate.
    """
