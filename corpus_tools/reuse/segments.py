"""The index of a corpus on disk: segments of postings that are never changed, only added, merged and left.

A segment holds of some reports the hashes of the 6-grams of their matching forms, and where each stands: a hash
table in four sorted arrays, mapped from the file and not read into memory. Segments of one corpus follow each
other; adding reports writes one more, and neighbours are merged when the later one has grown, so that there are
few of them and each report is written a few times only (a log-structured merge tree: O'Neil et al., Acta
Informatica 33, 1996). A file is plain arrays behind a header with their sizes and a checksum: no pickle, nothing
that runs, no text.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusToolsError
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM, hashes, ranges

__all__ = ["Builder", "DamagedIndex", "Segment", "Segments", "digest"]

Array = npt.NDArray[np.int64]

SHORTEST = 30  # symbols: shorter texts (a bare title, a date line) are equal by chance
LARGEST = 2_000_000  # symbols of a segment, some 2,500 reports: what is sorted in memory at once, 80 MB
MERGE = 3  # a segment is merged into the one before it once it is more than a third of it

_MAGIC = b"corpus-tools reuse 1\n"
_ALIGN = 64
_CHUNK = 4_000_000  # postings looked at together
_SOME = 500_000  # postings of a new segment looked at together


class DamagedIndex(CorpusToolsError):
    """The file is missing, cut short, or holds something else; the index is to be made again."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Postings of ``n`` reports with ``m`` symbols and ``g`` different 6-grams.

    Attributes
    ----------
    ids : bytes, ``n`` keys of reports
    bounds : int64, ``n + 1``: report ``i`` has the symbols ``bounds[i]:bounds[i + 1]``
    digests : uint64, ``n`` hashes of the whole forms; 0 where they are too short to tell anything
    keys : uint32, ``g`` hashes, sorted
    first : int64, ``g + 1``: the gram ``keys[k]`` stands at ``places[first[k]:first[k + 1]]``
    holders : uint16, ``g``: how many reports hold the gram
    places : uint32, symbols, ascending within a gram
    """

    ids: npt.NDArray[np.bytes_]
    bounds: Array
    digests: npt.NDArray[np.uint64]
    keys: npt.NDArray[np.uint32]
    first: Array
    holders: npt.NDArray[np.uint16]
    places: npt.NDArray[np.uint32]

    @property
    def reports(self) -> int:
        return len(self.ids)

    @property
    def symbols(self) -> int:
        return int(self.bounds[-1])

    def save(self, path: Path) -> None:
        """Write to a new file; it is whole on the disk when this returns."""
        header: dict[str, object] = {}
        arrays = {f.name: np.ascontiguousarray(getattr(self, f.name)) for f in fields(self)}
        at, crc = 0, 0
        for name, array in arrays.items():
            header[name] = [array.dtype.str, len(array), at]
            crc = zlib.crc32(array.data.cast("B") if len(array) else b"", crc)
            at += -(-array.nbytes // _ALIGN) * _ALIGN
        header["size"], header["crc"] = at, crc
        head = json.dumps(header).encode()
        head += b" " * (-(len(_MAGIC) + 8 + len(head)) % _ALIGN)
        with path.open("xb") as file:
            file.write(_MAGIC + len(head).to_bytes(8, "little") + head)
            for array in arrays.values():
                file.write(array.data.cast("B") if len(array) else b"")
                file.write(bytes(-array.nbytes % _ALIGN))
            file.flush()
            os.fsync(file.fileno())

    @classmethod
    def load(cls, path: Path, *, thorough: bool = False) -> Segment:
        """Map a file; ``thorough`` also reads it all and compares the checksum.

        Raises
        ------
        DamagedIndex
            If it is missing, cut short, or not what was written.
        """
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            start = len(_MAGIC) + 8
            if data[: len(_MAGIC)] != _MAGIC:
                raise ValueError("no such file of ours")
            size = int.from_bytes(data[len(_MAGIC) : start], "little")
            header = json.loads(data[start : start + size])
            start += size
            if len(data) != start + header["size"]:
                raise ValueError("cut short")
            found, crc = {}, 0
            for f in fields(cls):
                kind, length, at = header[f.name]
                dtype = np.dtype(str(kind))
                if dtype.hasobject:
                    raise ValueError("no array of plain values")
                found[f.name] = array = np.frombuffer(data, dtype=dtype, count=length, offset=start + at)
                if thorough:
                    crc = zlib.crc32(array.data.cast("B") if len(array) else b"", crc)
            made = cls(**found)
            if thorough and crc != header["crc"]:
                raise ValueError("checksum differs")
            sound = len(made.bounds) == made.reports + 1 and len(made.first) == len(made.keys) + 1
            if not sound or len(made.holders) != len(made.keys) or int(made.first[-1]) != len(made.places):
                raise ValueError("arrays do not fit each other")
        except (OSError, ValueError, KeyError, TypeError, IndexError) as e:
            raise DamagedIndex(f"{path}: the index is damaged ({e}); it will be made again") from e
        return made

    def without(self, gone: npt.NDArray[np.bool_]) -> Segment:
        """A copy without some of its reports; nothing is sorted anew."""
        sizes, keep = np.diff(self.bounds), ~gone
        bounds = np.concatenate([[0], np.cumsum(sizes[keep])]).astype(np.int64)
        before = np.cumsum(np.where(gone, sizes, 0)) - np.where(gone, sizes, 0)
        shift = np.repeat(before.astype(np.uint32), sizes)  # symbols of reports before it that go
        dead = np.repeat(gone, sizes)
        places = np.empty(len(self.places), np.uint32)
        left = np.diff(self.first)
        held = self.holders.astype(np.int32)
        end = low = 0
        while low < len(self.keys):
            high = int(np.searchsorted(self.first, self.first[low] + _CHUNK, side="right")) - 1
            high = max(high, low + 1)
            at = self.places[self.first[low] : self.first[high]]
            lost = dead[at]
            if lost.any():
                which = np.flatnonzero(lost)
                gram = np.searchsorted(self.first, which + self.first[low], side="right") - 1
                doc = np.searchsorted(self.bounds, at[which], side="right") - 1
                np.subtract.at(left, gram, 1)
                np.subtract.at(held, np.unique(gram * len(gone) + doc) // len(gone), 1)
                at = at[~lost]
            places[end : end + len(at)] = at - shift[at]
            end += len(at)
            low = high
        alive = left > 0
        return Segment(
            ids=self.ids[keep],
            bounds=bounds,
            digests=self.digests[keep],
            keys=self.keys[alive],
            first=np.concatenate([[0], np.cumsum(left[alive])]).astype(np.int64),
            holders=held[alive].astype(np.uint16),
            places=places[:end].copy(),
        )

    def merged(self, later: Segment) -> Segment:
        """The reports of both, in their order."""
        parts = []
        for s, shift in ((self, 0), (later, self.symbols)):
            key = np.repeat(s.keys, np.diff(s.first)).astype(np.uint64)
            parts.append((key << np.uint64(32)) | (s.places.astype(np.uint64) + np.uint64(shift)))
        packed = np.concatenate(parts)
        del parts
        packed.sort(kind="stable")  # two sorted runs: merged, not sorted anew
        return _segment(
            np.concatenate([self.ids, later.ids]),
            np.concatenate([self.bounds, self.symbols + later.bounds[1:]]),
            np.concatenate([self.digests, later.digests]),
            packed,
        )


def _segment(
    ids: npt.NDArray[np.bytes_], bounds: Array, digests: npt.NDArray[np.uint64], packed: npt.NDArray[np.uint64]
) -> Segment:
    """From sorted postings ``hash << 32 | place``."""
    homes = np.repeat(np.arange(len(ids), dtype=np.int32), np.diff(bounds))
    places = np.empty(len(packed), np.uint32)
    grams = sum(int(fresh.sum()) for _, fresh in _whole_grams(packed))
    keys, first, holders = np.empty(grams, np.uint32), np.empty(grams + 1, np.int64), np.empty(grams, np.uint16)
    first[grams] = len(packed)
    done = 0
    for low, fresh in _whole_grams(packed):
        part = packed[low : low + len(fresh)]
        places[low : low + len(fresh)] = part & np.uint64(0xFFFFFFFF)
        group = np.flatnonzero(fresh)
        some = slice(done, done + len(group))
        keys[some] = part[group] >> np.uint64(32)
        first[some] = group + low
        doc = homes[places[low : low + len(fresh)]]
        fresh[1:] |= doc[1:] != doc[:-1]
        holders[some] = np.minimum(np.add.reduceat(fresh.astype(np.int32), group), 0xFFFF)
        done += len(group)
    return Segment(ids=ids, bounds=bounds, digests=digests, keys=keys, first=first, holders=holders, places=places)


def _whole_grams(packed: npt.NDArray[np.uint64]) -> Iterator[tuple[int, npt.NDArray[np.bool_]]]:
    """Sorted postings, some at a time and all of a gram: where they begin, and which are a gram's first."""
    low = 0
    while low < len(packed):
        high = min(low + _SOME, len(packed))
        if high < len(packed):
            last = packed[high - 1] >> np.uint64(32)
            high = int(np.searchsorted(packed, (last + np.uint64(1)) << np.uint64(32)))
        key = (packed[low:high] >> np.uint64(32)).astype(np.uint32)
        fresh = np.ones(len(key), dtype=bool)
        fresh[1:] = key[1:] != key[:-1]
        yield low, fresh
        low = high


class Builder:
    """Takes matching forms, batch by batch, and keeps nothing of them but hashes."""

    def __init__(self) -> None:
        self._ids: list[bytes] = []
        self._lengths: list[npt.NDArray[np.int64]] = []
        self._digests: list[int] = []
        self._packed: list[npt.NDArray[np.uint64]] = []
        self.symbols = 0

    def add(self, ids: Sequence[str], made: Forms, left_out: npt.NDArray[np.bool_]) -> None:
        """Reports with their forms, in order; of those that are ``left_out`` no gram is kept."""
        lengths = np.diff(made.bounds)
        self._ids += [i.encode("utf8", "surrogatepass") for i in ids]
        self._lengths.append(lengths)
        self._digests += [digest(made, i) for i in range(len(made))]
        found = hashes(made.codes)
        inside = np.arange(len(found)) + GRAM <= np.repeat(made.bounds[1:], lengths)[: len(found)]
        inside &= ~np.repeat(left_out, lengths)[: len(found)]
        at = np.flatnonzero(inside)
        self._packed.append((found[at].astype(np.uint64) << np.uint64(32)) | (at + self.symbols).astype(np.uint64))
        self.symbols += len(made.codes)

    def finish(self) -> Segment:
        packed = np.empty(sum(map(len, self._packed)), np.uint64)
        end = len(packed)
        while self._packed:  # each goes as it is copied, so that nothing is held twice
            part = self._packed.pop()
            packed[end - len(part) : end] = part
            end -= len(part)
        packed.sort()
        bounds = np.concatenate([[0], np.cumsum(np.concatenate(self._lengths or [np.zeros(0, np.int64)]))])
        ids = np.array(self._ids or [b""], dtype=np.bytes_)[: len(self._ids)]
        return _segment(ids, bounds.astype(np.int64), np.array(self._digests, dtype=np.uint64), packed)


def digest(made: Forms, i: int) -> int:
    """Hash of a whole form; 0 where it is too short to tell anything."""
    a, b = int(made.bounds[i]), int(made.bounds[i + 1])
    if b - a < SHORTEST:
        return 0
    return int.from_bytes(hashlib.blake2b(made.codes[a:b].tobytes(), digest_size=8).digest(), "little") or 1


class Segments:
    """All segments of a corpus, seen as one index: reports and symbols are numbered through."""

    def __init__(self, parts: Iterable[Segment]) -> None:
        self.parts = list(parts)
        self.reports = np.concatenate([[0], np.cumsum([s.reports for s in self.parts])]).astype(np.int64)
        self.symbols = np.concatenate([[0], np.cumsum([s.symbols for s in self.parts])]).astype(np.int64)
        bounds = [s.bounds[:-1] + shift for s, shift in zip(self.parts, self.symbols.tolist(), strict=False)]
        self.bounds = np.concatenate([*bounds, self.symbols[-1:]]).astype(np.int64)
        self.digests = np.concatenate([s.digests for s in self.parts] or [np.zeros(0, np.uint64)])
        self.frugal = False  # whether to let go of each segment once it was read: not where drafts ask again and again

    def __len__(self) -> int:
        return int(self.reports[-1])

    def id(self, number: int) -> str:
        """Key of a report."""
        part = int(np.searchsorted(self.reports, number, side="right")) - 1
        return bytes(self.parts[part].ids[number - int(self.reports[part])]).decode("utf8", "surrogatepass")

    def document(self, at: Array) -> Array:
        """Number of the report that each symbol belongs to."""
        return np.searchsorted(self.bounds, at, side="right") - 1

    def counts(self, wanted: npt.NDArray[np.uint32]) -> tuple[Array, Array, Array]:
        """Of each hash (sorted) its occurrences, the reports that hold it, and its first symbol (-1: none)."""
        sizes, held = np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.int64)
        first = np.full(len(wanted), -1, np.int64)
        for part, shift in zip(self.parts, self.symbols.tolist(), strict=False):
            here, k = find(part.keys, wanted)
            sizes[here] += part.first[k + 1] - part.first[k]
            held[here] += part.holders[k]
            start = part.places[part.first[k]].astype(np.int64) + shift
            first[here] = np.where(first[here] < 0, start, first[here])
            if self.frugal:
                release(part.keys)
        return sizes, held, first

    def before(self, part: int, grams: Array, name: Array, at: Array) -> Iterator[tuple[Array, Array]]:
        """Where the 6-grams of some postings stand before them: which posting, and the earlier symbol.

        Parameters
        ----------
        part : segment of the postings
        grams : numbers of 6-grams in it, ascending
        name : of each posting, which of ``grams`` it is
        at : of each posting, its number in the segment
        """
        own, shift = self.parts[part], int(self.symbols[part])
        start = own.first[grams]
        inside, lag = np.arange(len(at)), 1
        while len(inside):
            inside = inside[at[inside] - lag >= start[name[inside]]]
            yield inside, own.places[at[inside] - lag].astype(np.int64) + shift
            lag += 1
        for s, move in zip(self.parts[:part], self.symbols.tolist(), strict=False):
            here, there = find(s.keys, own.keys[grams])
            counts, begin = np.zeros(len(grams), np.int64), np.zeros(len(grams), np.int64)
            counts[here] = s.first[there + 1] - s.first[there]
            begin[here] = s.first[there]
            inside = np.flatnonzero(counts[name])
            times = counts[name[inside]]
            entry = ranges(begin[name[inside]], times)
            yield np.repeat(inside, times), s.places[entry].astype(np.int64) + move
            if self.frugal:
                release(s.keys)


def release(array: npt.NDArray[Any]) -> None:
    """Let go of what was read of a mapped file: the system has it still, but not as memory of this process."""
    data: object = array
    while isinstance(data, np.ndarray | memoryview):
        data = data.base if isinstance(data, np.ndarray) else data.obj
    if isinstance(data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        data.madvise(mmap.MADV_DONTNEED)


def find(known: npt.NDArray[np.uint32], wanted: npt.NDArray[np.uint32]) -> tuple[Array, Array]:
    """Which of ``wanted`` are among ``known`` (both sorted), and where."""
    if not len(known):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    near = np.searchsorted(known, wanted)
    near[near == len(known)] = 0
    here = np.flatnonzero(known[near] == wanted)
    return here, near[here]
