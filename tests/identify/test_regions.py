"""Where a publisher is: a region that the content bears out, or none; never a wrong one."""

import pytest
from papers import paper


@pytest.mark.parametrize(
    ("lines", "region"),
    [
        (("西城区办事处2031年部门预算",), None),
        (("西城区办事处2031年部门预算", "定州市的街道。定州市居民到定州市办事。"), "130682"),
        (("西城区图书局2031年部门预算", "北京市的城区。北京市居民到北京市西城区办事。"), "110102"),
        (("北京市西城区图书局2031年部门预算",), "110102"),
        (("中山路街道办事处2031年部门预算", "居民到中山市旅游。"), None),
        (("吉林大学2031年部门预算", "吉林省内的生源占三成。"), None),
        (("石家庄科技园区管理处2031年部门预算",), None),
        (("石家庄科技园区管理处2031年部门预算", "石家庄市的园区。"), "130100"),
        (("石家庄科技园区管理处2031年部门预算", "根据《河北省省级预算公开办法》编制。"), "130100"),
        (("中共定州市委图书部2031年部门预算",), "130682"),
        (("新华区图书局2031年部门预算", "部门：石家庄市新华区图书局"), "130105"),
    ],
)
def test_a_name_that_many_places_have_needs_another_that_bears_it_out(
    lines: tuple[str, ...], region: str | None
) -> None:
    assert paper(*lines, file="x.pdf").region == region


def test_an_area_named_far_more_often_than_any_other_is_the_publishers() -> None:
    text = "定州市" * 10 + "到北京市和石家庄市学习。"
    assert paper("图书局2031年部门预算", text, file="x.pdf").region == "130682"
