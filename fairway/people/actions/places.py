"""Places: what public files of USDA, CDC and the Census say of a ZIP code (RUCA 2010, RUCC 2023, SVI 2022)."""

import csv
import gzip
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import msgspec
from django.db import transaction
from django.db.models import OuterRef, Subquery

from fairway.base.audit import record
from fairway.base.errors import FairwayError
from fairway.people.models import Address, Place

BATCH = 2000
FILES = {
    "zip": "zip-county-latlon.csv.gz",
    "ruca": "zcta-ruca-2010.csv.gz",
    "rucc": "county-rucc-2023.csv.gz",
    "svi": "zcta-svi-2022.csv.gz",
}
COLUMNS = ["county_fips", "county", "state", "ruca", "rucc", "svi", "latitude", "longitude"]
# RUCA's own word for "not coded"; -999 is CDC's for "missing" (SOURCES of the files).
MISSING = {"", "-999", "-999.0", "99.0"}

Row = dict[str, str]


class ZipLine(msgspec.Struct, frozen=True):
    """Where a ZIP code lies."""

    county_fips: str = ""
    county: str = ""
    state: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Figures(msgspec.Struct, frozen=True):
    """What the files say: lines by ZIP, RUCA and SVI by ZCTA, RUCC by county."""

    zips: dict[str, ZipLine]
    ruca: dict[str, float | None]
    rucc: dict[str, float | None]
    svi: dict[str, float | None]


class NoPlaces(FairwayError):
    """The folder does not hold the files that are looked for, or not in the shape that is read."""


@transaction.atomic
def load_places(
    *,
    folder: Path,
    by: str = "system:places",
    at: datetime,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, int]:
    """Read the four files into Place, and give every address its place. Again changes nothing.

    A figure that is missing stays unknown. Raises NoPlaces where a file is missing or has another shape.
    """
    figures = _read(folder)
    codes = sorted(figures.zips | figures.ruca | figures.svi)
    for start in range(0, len(codes), BATCH):
        batch = codes[start : start + BATCH]
        Place.objects.bulk_create(
            [_place(code, figures) for code in batch],
            update_conflicts=True,
            unique_fields=["zip"],
            update_fields=COLUMNS,
        )
        report(start + len(batch), len(codes))
    counts = {"places": len(codes), "addresses": _place_addresses()}
    record("places.loaded", about=None, by=by, at=at, **counts)
    return counts


def _place(code: str, figures: Figures) -> Place:
    line = figures.zips.get(code, ZipLine())
    ruca, rucc = figures.ruca.get(code), figures.rucc.get(line.county_fips)
    return Place(
        zip=code,
        county_fips=line.county_fips,
        county=line.county,
        state=line.state,
        ruca=None if ruca is None else Decimal(str(ruca)),
        rucc=None if rucc is None else int(rucc),
        svi=figures.svi.get(code),
        latitude=line.latitude,
        longitude=line.longitude,
    )


def _place_addresses() -> int:
    known = Place.objects.filter(zip=OuterRef("postal_code"))
    without = Address.objects.filter(
        place__isnull=True, postal_code__in=Place.objects.values("zip")
    )
    return without.update(place=Subquery(known.values("id")[:1]))


def _read(folder: Path) -> Figures:
    name = ""
    try:
        name = FILES["ruca"]
        ruca = {row["ZCTA5"].zfill(5): _number(row["Ruca2"]) for row in _rows(folder / name)}
        name = FILES["svi"]
        svi = {row["ZCTA5"].zfill(5): _number(row["SviSmryRnk"]) for row in _rows(folder / name)}
        name = FILES["rucc"]
        rucc = {
            row["FIPS"].zfill(5): _number(row["Value"])
            for row in _rows(folder / name)
            if row["Attribute"] == "RUCC_2023"
        }
        name = FILES["zip"]
        zips: dict[str, ZipLine] = {}
        for row in _rows(folder / name):
            # A ZIP on two lines differs in the Social Security county only, which is not read.
            zips.setdefault(row["zip"].zfill(5), _zip_line(row))
    except (OSError, EOFError, KeyError, ValueError, csv.Error, zlib.error) as problem:
        raise NoPlaces(
            "{name} cannot be read as a file of places ({kind}). Put {files} into one folder and give its path.",
            name=name,
            kind=type(problem).__name__,
            files=", ".join(FILES.values()),
        ) from problem
    return Figures(zips=zips, ruca=ruca, rucc=rucc, svi=svi)


def _zip_line(row: Row) -> ZipLine:
    return ZipLine(
        county_fips=row["fipscounty"].zfill(5) if row["fipscounty"] else "",
        county=row["county"].title(),
        state=row["state"],
        latitude=_number(row["latitude"]),
        longitude=_number(row["longitude"]),
    )


def _rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        # A line that breaks off leaves its last figures missing.
        yield from csv.DictReader(file, restval="")


def _number(text: str) -> float | None:
    return None if text.strip() in MISSING else float(text)
