"""What parts usually hold, for small ones to be packed with: `python tests/helpers/usual.py NUMBER`.

Reads the samples and the short texts below, and joins the pieces of their parts that make the other parts smallest, up
to the 32 KB that deflate can refer to. Writes `flows/publish/usual_<number>.bin`; a number that
outputs were made with must never be written again, so take the next one and name it in `flows/publish/packed.py`.
"""

import heapq
import sys
import tempfile
import zlib
from pathlib import Path

from golden import samples
from publishing import stage

from flows.publish import packed, snapshots

TARGET = Path(packed.__file__).parent
_ROOM = 32 << 10
_BEGINNING = 6_000
_PIECE = 1_500
_WORTH = 0.02
"""Bytes that a byte of a piece must spare the other parts together."""

SHORT = {
    "苇渡县档案馆2026年度部门预算说明": (
        "一、主要职责",
        "（一）贯彻执行档案工作的法律法规。",
        "（二）负责全县档案的接收、收集和保管。",
        "二、机构设置",
        "内设办公室、业务科、技术科。部门预算单位包括：苇渡县档案馆本级、苇渡县方志室。",
        "三、收支情况",
        "2026年部门收入总计512.36万元，比上年增加12.40万元，增长2.48%。",
        "2026年部门支出总计512.36万元，其中：基本支出400.16万元，项目支出112.20万元。",
        "四、财政拨款收支情况",
        "2026年财政拨款收入预算512.36万元。",
    ),
    "苇渡县水文站2027年“三公”经费预算": (
        "2027年“三公”经费预算3.50万元，其中：因公出国（境）费0万元；公务用车购置及运行维护费2.50万元；公务接待费1.00万元。",
        "比2026年减少0.50万元，主要是压缩接待。",
        "机关运行经费20.15万元。",
        "政府采购预算总额30万元，其中：货物10万元，工程0万元，服务20万元。",
    ),
    "苇渡县渔政站2025年部门决算": (
        "2025年度收入总计88.20万元，支出总计88.20万元，与2024年相比增加3.10万元，增长3.64%。",
        "本年收入合计85.10万元，其中：财政拨款收入85.10万元，占100%。",
        "本年支出合计84.00万元，其中：基本支出60.00万元，占71.43%；项目支出24.00万元，占28.57%。",
        "年末结转和结余4.20万元。",
    ),
    "苇渡县苗圃2028年单位预算": (
        "2028年收入预算66万元，支出预算66万元。一般公共预算拨款收入60万元，政府性基金预算拨款收入6万元。",
        "本单位共有车辆2辆，单位价值50万元以上通用设备0台（套）。",
    ),
    "苇渡县关于开展培训的通知": ("各乡镇人民政府：", "定于2026年3月5日召开培训会，请按时参加。"),
    "苇渡县剧团2029年部门预算": (
        "2029年支出预算35万元，其中基本支出20万元，项目支出15万元。",
        "绩效目标：演出30场，观众满意度90%以上。",
    ),
}


def beginnings(folder: Path) -> list[bytes]:
    """How the parts begin that the samples and the short texts make, those between documents too."""
    out = folder / "out"
    for title, lines in SHORT.items():
        (folder / f"{title}.txt").write_text("\n\n".join((title, *lines)), encoding="utf-8")
    for path in (*sorted(folder.glob("*.txt")), *samples()):
        stage(path, out)
    snapshots.publish(out)
    found = sorted((out / "parts").rglob("*.arrows"))
    wholes = [packed.unpack(path.read_bytes()) for path in found]
    return [(one.head() + one.body().to_pybytes())[:_BEGINNING] for one in wholes]


def joined(parts: list[bytes]) -> bytes:
    """The pieces that spare the other parts most, the best last: deflate names what is near in fewer bits.

    What a piece spares becomes less with each that is taken, so only the one that seemed best is asked again.
    """
    pieces = [(own, data[at : at + _PIECE]) for own, data in enumerate(parts) for at in range(0, len(data), _PIECE)]
    made, sizes, taken = b"", [_size(data, b"") for data in parts], 0
    left = [(-float("inf"), number, -1) for number in range(len(pieces))]
    while left:
        spared, number, asked = heapq.heappop(left)
        own, piece = pieces[number]
        if len(made) + len(piece) > _ROOM:
            continue
        if asked < taken:
            smaller = (sizes[other] - _size(parts[other], piece + made) for other in range(len(parts)) if other != own)
            heapq.heappush(left, (-sum(smaller) / len(piece), number, taken))
        elif -spared > _WORTH:
            made, taken = piece + made, taken + 1
            sizes = [_size(data, made) for data in parts]
    return made


def _size(data: bytes, known: bytes) -> int:
    packer = zlib.compressobj(9, wbits=-15, memLevel=9, zdict=known)
    return len(packer.compress(data) + packer.flush())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        (TARGET / f"usual_{sys.argv[1]}.bin").write_bytes(joined(beginnings(Path(name))))
