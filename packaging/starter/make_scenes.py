"""Write scenes as a folder of PNG files with captions: `metadata.jsonl`, one object a line.

Run as `python packaging/starter/make_scenes.py --output FOLDER --count 40000 --seed 0`. A second
run with the same arguments only makes what is missing. The pictures are made by `scenes.py`.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from scenes import SceneMaker

GROUP = 1000  # scenes in a subfolder, and in one task of a worker


@dataclass(frozen=True)
class SceneSet:
    """Which scenes to write where. Scene i depends on (seed, i) and the size only."""

    output: Path
    count: int
    seed: int
    size: int  # px


def picture_name(index: int) -> str:
    return f"{index // GROUP:04d}/{index:06d}.png"


def write_group(scene_set: SceneSet, start: int) -> int:
    """Write the scenes start … start + GROUP - 1 and their captions. Returns how many were new.

    The captions of a group are written last, so their file says that the group is complete.
    """
    stop = min(start + GROUP, scene_set.count)
    done = scene_set.output / "captions" / f"{start // GROUP:04d}-{stop - start}.jsonl"
    if done.exists():
        return 0
    maker = SceneMaker()
    (scene_set.output / picture_name(start)).parent.mkdir(parents=True, exist_ok=True)
    lines = []
    for index in range(start, stop):
        scene = maker.scene(scene_set.seed, index, scene_set.size)
        name = picture_name(index)
        scene.image.save(scene_set.output / name, compress_level=1)
        lines.append({"file_name": name, "text": scene.caption, "facts": asdict(scene.facts)})
    done.parent.mkdir(exist_ok=True)
    part = done.with_suffix(".part")
    part.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    part.replace(done)
    return stop - start


def write_scenes(scene_set: SceneSet, workers: int) -> int:
    """Write all that is missing, then `metadata.jsonl`. Returns the number of new scenes."""
    starts = range(0, scene_set.count, GROUP)
    scene_set.output.mkdir(parents=True, exist_ok=True)
    _check_same_set(scene_set)
    task = partial(write_group, scene_set)
    if workers == 1:
        new = sum(map(task, starts))
    else:
        with get_context("spawn").Pool(workers) as pool:
            new = sum(pool.imap_unordered(task, starts))
    if new or not (scene_set.output / "metadata.jsonl").exists():
        _write_metadata(scene_set, starts)
    return new


def _check_same_set(scene_set: SceneSet) -> None:
    """Refuse a folder that holds another set: half of one and half of the other helps nobody."""
    mark = scene_set.output / "set.json"
    wanted = {"seed": scene_set.seed, "size": scene_set.size}
    if mark.exists() and json.loads(mark.read_text(encoding="utf-8")) != wanted:
        raise SystemExit(f"{scene_set.output} holds scenes of another seed or size.")
    mark.write_text(json.dumps(wanted), encoding="utf-8")


def _write_metadata(scene_set: SceneSet, starts: range) -> None:
    part = scene_set.output / "metadata.jsonl.part"
    with part.open("w", encoding="utf-8") as out:
        for start in starts:
            stop = min(start + GROUP, scene_set.count)
            group = scene_set.output / "captions" / f"{start // GROUP:04d}-{stop - start}.jsonl"
            for line in group.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                fields = {"file_name": record["file_name"], "text": record["text"]}
                out.write(json.dumps(fields) + "\n")
    part.replace(scene_set.output / "metadata.jsonl")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Render captioned scenes for the starter model.")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--count", type=int, default=40000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--size", type=int, default=128, help="pixels")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    scene_set = SceneSet(options.output, options.count, options.seed, options.size)
    begin = time.perf_counter()
    new = write_scenes(scene_set, options.workers)
    seconds = time.perf_counter() - begin
    print(f"{new} new scenes in {seconds:.1f} s ({new / seconds:.0f} a second)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
