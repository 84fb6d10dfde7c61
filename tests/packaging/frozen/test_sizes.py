"""What a build weighs."""


def test_the_largest_parts_come_first_and_all_is_counted_once(building, tmp_path):
    sizes = building("frozen.sizes")
    inner = tmp_path / "_internal"
    for name, count in {"torch/a": 5_000_000, "torch/b": 1_000_000, "numpy/c": 2_000_000}.items():
        path = inner / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(count))
    (tmp_path / "reverie").write_bytes(bytes(3_000_000))
    (inner / "link").symlink_to("torch/a")
    assert [(p.name, p.size) for p in sizes.parts(tmp_path)] == [
        ("torch", 6_000_000),
        ("reverie", 3_000_000),
        ("numpy", 2_000_000),
        ("link", 0),
    ]
    lines = sizes.report(tmp_path).splitlines()
    assert lines[0].split()[:3] == ["6.0", "MB", "torch"]
    assert lines[-1].split()[:3] == ["11.0", "MB", "all"]


def test_what_is_not_listed_is_summed(building, tmp_path):
    sizes = building("frozen.sizes")
    inner = tmp_path / "_internal"
    inner.mkdir()
    for number in range(sizes.LISTED + 3):
        (inner / f"part{number}").write_bytes(bytes(1_000_000))
    assert "3.0 MB  3 more" in sizes.report(tmp_path)
