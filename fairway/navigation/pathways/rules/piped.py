"""Work-ups in a process of their own: replay needs no database, so a second core can reckon while the first writes.

`python -m fairway.navigation.pathways.rules.piped` answers each message on its input with one on its output, and ends
with its input: whoever started it may be killed at any moment, and nothing is left behind.
"""

import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import IO, Protocol

import msgspec

from fairway.base.errors import FairwayError
from fairway.navigation.pathways.rules.workup import Found, History, work_out

LENGTH_BYTES = 8


class ProcessGone(FairwayError):
    """The second process has ended before its work was done."""


class Question(msgspec.Struct, array_like=True):
    """Some people, and today."""

    histories: list[History]
    on: date


class WorkOut(Protocol):
    """Works out slices of people, in order: the answer to one is given before the next but one is asked for."""

    def __call__(
        self, slices: Iterable[Sequence[History]], *, on: date
    ) -> Iterator[list[list[Found]]]: ...


def here(slices: Iterable[Sequence[History]], *, on: date) -> Iterator[list[list[Found]]]:
    """In this process."""
    for histories in slices:
        yield [work_out(history, on=on) for history in histories]


@contextmanager
def beside() -> Iterator[WorkOut]:
    """In a second process, which works on the next slice while the caller is busy with the last. Raises ProcessGone."""
    command = [sys.executable, "-m", __name__]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:  # noqa: S603 - our own module
        assert process.stdin is not None
        assert process.stdout is not None
        questions, answers = process.stdin, process.stdout

        def work(slices: Iterable[Sequence[History]], *, on: date) -> Iterator[list[list[Found]]]:
            is_asked = False
            for histories in slices:
                # It reads only when it has nothing left to say: neither end can wait for the other.
                answer = _receive(answers) if is_asked else None
                _send(questions, ENCODE(Question(list(histories), on)))
                is_asked = True
                if answer is not None:
                    yield ANSWER.decode(answer)
            if is_asked:
                yield ANSWER.decode(_receive(answers))

        try:
            yield work
        finally:
            with suppress(BrokenPipeError):
                questions.close()


def _send(pipe: IO[bytes], message: bytes) -> None:
    try:
        pipe.write(len(message).to_bytes(LENGTH_BYTES) + message)
        pipe.flush()
    except BrokenPipeError as gone:
        raise _gone() from gone


def _receive(pipe: IO[bytes]) -> bytes:
    head = pipe.read(LENGTH_BYTES)
    message = pipe.read(int.from_bytes(head))
    if len(head) < LENGTH_BYTES or len(message) < int.from_bytes(head):
        raise _gone()
    return message


def _gone() -> ProcessGone:
    return ProcessGone(
        "The process that works out clocks has ended. Nothing of this batch was stored; start the import again."
    )


def main() -> None:
    """In the second process. What stops the first stops it: its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ProcessGone):
        while True:
            question = QUESTION.decode(_receive(sys.stdin.buffer))
            answer = [work_out(history, on=question.on) for history in question.histories]
            _send(sys.stdout.buffer, ENCODE(answer))


ENCODE = msgspec.msgpack.Encoder().encode
QUESTION = msgspec.msgpack.Decoder(Question)
ANSWER = msgspec.msgpack.Decoder(list[list[Found]])

if __name__ == "__main__":
    main()
