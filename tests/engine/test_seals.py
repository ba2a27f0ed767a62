"""What was sealed opens for ever, takes little room, and opens nowhere else."""

import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from engine import seals
from engine.seals import SealBroken

KEY, PLACE = bytes(32), b"RD-2026-0001.1:3"
ANSWERS = (
    b'{"c":{"answers":{"oordeel":"Past in de programmalijn"}},'
    b'"e":{"0":{"after":"Past in de programmalijn"}}}'
)
#: what the first version that packs by words made of these answers
KEPT = (
    "000102030405060708090a0bff0867c50fb1d4506bd856ff6d5b82aec4f50f0a2d37df"
    "a65b54ba9f15ae94f77f6e29228f4f0d3653d1ad2a6eb6f442846d700e7e62e644f31b"
)


def sealed_as(packed):
    """Seal as every version did, packed in a way of its own."""
    nonce = bytes(seals.NONCE_BYTES)
    return nonce + AESGCM(KEY).encrypt(nonce, packed, PLACE)


@given(st.binary(max_size=2000))
def test_what_is_sealed_opens_again(content):
    assert seals.unseal(KEY, seals.seal(KEY, content, PLACE), PLACE) == content


@pytest.mark.parametrize("packed", [b"p" + ANSWERS, b"z" + zlib.compress(ANSWERS)])
def test_what_older_versions_sealed_opens(packed):
    assert seals.unseal(KEY, sealed_as(packed), PLACE) == ANSWERS


def test_what_this_version_seals_opens_for_ever():
    assert seals.unseal(KEY, bytes.fromhex(KEPT), PLACE) == ANSWERS


def test_answers_take_less_room_than_they_are_long():
    assert len(seals.seal(KEY, ANSWERS, PLACE)) < 0.8 * len(ANSWERS)


def test_a_seal_opens_in_its_own_place_alone():
    with pytest.raises(SealBroken):
        seals.unseal(KEY, seals.seal(KEY, ANSWERS, PLACE), b"RD-2026-0001.1:4")
