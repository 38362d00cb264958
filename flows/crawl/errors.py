"""Why an address could not be had: what is said of it, and whether asking again may help."""

import ssl
from urllib.parse import urlsplit


class FetchError(Exception):
    """An address could not be had; `error` is a short code, the message a sentence.

    `passing` is set where trying again may help, `wait` where the server says when, `stop` where the rest of the
    source should not be asked for either.
    """

    def __init__(
        self,
        error: str,
        message: str,
        *,
        passing: bool = False,
        wait: float | None = None,
        stop: bool = False,
        status: int | None = None,
    ) -> None:
        super().__init__(message)
        self.error = error
        self.passing = passing
        self.wait = wait
        self.stop = stop
        self.status = status


UNFORESEEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What odd bytes may raise in code that did not foresee them: a failure of their address, and not of the visit."""


def unforeseen(url: str, error: Exception) -> FetchError:
    """What is to be said of an answer that nobody foresaw."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return FetchError("odd_answer", f"{url} gave an answer that nobody foresaw ({said}); please report it")


def unsafe(error: BaseException, url: str) -> FetchError | None:
    """What is to be said where HTTPS failed, as old sites have it; None where it was something else."""
    reason: BaseException | None = error
    while reason is not None and not isinstance(reason, ssl.SSLError):
        reason = reason.__cause__ or reason.__context__
    if reason is None:
        return None
    host = urlsplit(url).netloc.lower()
    if isinstance(reason, ssl.SSLCertVerificationError):
        return FetchError(
            "unproved_https",
            f"{url}: nobody proves that this is {host} ({reason.verify_message}); see its certificate in a browser, "
            f"and to allow this one host all the same add `unproved_https: [{host}]` to the source",
            stop=True,
        )
    said = " ".join(str(reason.reason or reason).lower().replace("_", " ").split())
    return FetchError(
        "old_https",
        f"{url}: {host} has HTTPS as it was long ago, or none ({said}); to allow TLS 1.0 for this one host add "
        f"`old_https: [{host}]` to the source",
        stop=True,
    )
