"""A short fuzz and a short soak; the long ones are `make fuzz` and `make soak`."""

from pathlib import Path

import kills
import mutations
from mutations import SAMPLES, judge

from flows.run.pool import Pool


def test_mutations_of_all_formats_are_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    pool = Pool(1)
    try:
        assert {judge(pool, tmp_path, name, make()) for name, make in SAMPLES.items()} == {"read"}
        for name, data in mutations.mutations(60, seed=2031):
            judge(pool, tmp_path, name, data)
    finally:
        pool.close()


def test_kills_of_runs_and_of_workers_at_work_change_no_byte(tmp_path: Path) -> None:
    kills.storm(tmp_path, 4, seed=2031)
