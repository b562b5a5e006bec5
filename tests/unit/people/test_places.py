"""Places from public files: padded, missing stays missing, again changes nothing."""

import gzip
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from fairway.people.actions import NoPlaces, load_places
from fairway.people.models import Place
from tests.factories.people import AddressFactory

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
SHARED = (
    Path(os.environ.get("FAIRWAY_SHARED", Path(__file__).resolve().parents[4] / "shared" / "data"))
    / "geo"
)
FILES = {
    "zip-county-latlon.csv.gz": "zip,city,state,latitude,longitude,fipscounty,county,ssacounty,fipsstate\n"
    "210,Portsmouth,NH,43.0,-71.0,33015,ROCKINGHAM,30070,33.0\n"
    "36083,Tuskegee,AL,32.4,-85.7,1087,MACON,1430,1.0\n36083,Tuskegee,AL,32.4,-85.7,1087,MACON,1431,1.0\n",
    "zcta-ruca-2010.csv.gz": "HEROP_ID,ZCTA5,Ruca1,Ruca2,Rurality\n860US36083,36083,7.0,7.2,Rural\n860US00210,00210,99.0,99.0,\n",
    "county-rucc-2023.csv.gz": "FIPS,State,County_Name,Attribute,Value\n1087,AL,Macon County,Population_2020,19532\n"
    "1087,AL,Macon County,RUCC_2023,6\n",
    "zcta-svi-2022.csv.gz": '"HEROP_ID","ZCTA5","SviTh1","SviTh2","SviTh3","SviTh4","SviSmryRnk"\n'
    '"860US36083","36083",0.1,0.2,0.3,0.4,0.91\n"860US00210","00210",,,,,-999\n"860US99999","99999",0.1,0.2,0.3,0.4,0\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(gzip.compress(("\ufeff" + text).encode()))
    return tmp_path


def load(folder, **how):
    return load_places(folder=folder, by="system:test", at=AT, **how)


def test_figures_are_joined_and_addresses_get_their_place(db, folder):
    home, elsewhere = AddressFactory(postal_code="36083"), AddressFactory(postal_code="K1A 0B1")
    seen = []
    assert load(folder, report=lambda done, total: seen.append((done, total))) == {
        "places": 3,
        "addresses": 1,
    }
    macon, portsmouth, unknown = (
        Place.objects.get(zip=code) for code in ("36083", "00210", "99999")
    )
    assert (macon.county_fips, macon.county, macon.ruca, macon.rucc, macon.svi) == (
        "01087",
        "Macon",
        Decimal("7.2"),
        6,
        0.91,
    )
    assert (portsmouth.ruca, portsmouth.rucc, portsmouth.svi) == (None, None, None)
    assert (unknown.svi, unknown.county_fips, unknown.latitude) == (0.0, "", None)
    home.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (home.place, elsewhere.place) == (macon, None)
    assert seen == [(3, 3)]


def test_again_changes_nothing(db, folder):
    load(folder)
    before = list(Place.objects.order_by("zip").values())
    assert load(folder)["addresses"] == 0
    assert list(Place.objects.order_by("zip").values()) == before


@pytest.mark.parametrize("harm", ["missing", "shape", "truncated", "not gzip", "not a number"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_written(db, folder, name, harm):
    path = folder / name
    whole = path.read_bytes()
    path.unlink()
    if harm == "shape":
        path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    elif harm == "truncated":
        path.write_bytes(whole[: len(whole) // 2])
    elif harm == "not gzip":
        path.write_bytes(b"zip,city\n")
    elif harm == "not a number":
        path.write_bytes(
            gzip.compress(
                FILES[name]
                .replace("7.2", "x")
                .replace(",6\n", ",x\n")
                .replace("0.91", "x")
                .replace("43.0", "x")
                .encode()
            )
        )
    with pytest.raises(NoPlaces, match=name):
        load(folder)
    assert not Place.objects.exists()


@pytest.mark.shared_data
@pytest.mark.skipif(
    not SHARED.exists(), reason="../shared/data is not here: real places were not read"
)
def test_the_real_files(db):
    counts = load(SHARED)
    assert counts["places"] > 40_000
    assert Place.objects.filter(zip__regex=r"^\d{5}$").count() == counts["places"]
    boston = Place.objects.get(zip="02114")
    assert (boston.county_fips, boston.rucc, boston.ruca) == ("25025", 1, Decimal("1.0"))
    assert not Place.objects.filter(svi__lt=0).exists()
