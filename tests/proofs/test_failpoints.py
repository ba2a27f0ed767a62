"""A process dies before or after any statement of a step: the step was taken whole, or not at all.

Every point of every way is tried, each with a process of its own that ends at once there.
"""

import pytest

from tests.forks import FORKS
from tests.proofs.dying import KILLED, die_everywhere
from tests.proofs.paths import WAYS


def deaths(way, folder):
    hears, says = FORKS.Pipe(duplex=False)
    prover = FORKS.Process(target=die_everywhere, args=(way, folder, says))
    prover.start()
    says.close()
    found = list(iter(hears.recv, None))
    prover.join()
    return found


@pytest.mark.parametrize("way", WAYS)
def test_who_dies_at_any_point_of_a_step_leaves_it_undone_or_done(way, tmp_path, figures):
    found = deaths(way, str(tmp_path))

    assert [death.point for death in found if death.wrong] == [], found
    assert [death.point for death in found if death.code != KILLED] == []
    assert [death.point for death in found if not death.is_whole] == []
    assert [death.point for death in found if death.is_acknowledged and not death.is_done] == []
    assert any(death.is_done for death in found)
    assert any(not death.is_done for death in found)
    figures(way=way, points=len(found), missing=0, doubled=0)
