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
        (("山西省长治镇2031年部门预算",), "140000"),  # of which county, it does not say
        (("吉林大学2031年部门预算", "吉林省内的生源占三成。"), None),
        (("石家庄科技园区管理处2031年部门预算",), None),
        (("石家庄科技园区管理处2031年部门预算", "石家庄市的园区。"), "130100"),
        (("石家庄科技园区管理处2031年部门预算", "根据《河北省省级预算公开办法》编制。"), "130100"),
        (("中共定州市委图书部2031年部门预算",), "130682"),
        (("新华区图书局2031年部门预算", "部门：石家庄市新华区图书局"), "130105"),
        (("云县图书局2031年部门预算", "密云县的图书馆。"), None),
        (("石家庄灯塔管委会2031年部门预算", "石家庄市长安区政府的派出机构。"), None),
        (("荆州市公安局2031年部门预算",), "421000"),  # 公安县 lies there
        (("石家庄市长安中学2031年部门预算",), None),  # the district's, or the city's that lies there
        (("石家庄市长安中学2031年部门预算", "长安区的中学，由长安区教育局主管，在长安区招生。"), "130102"),
    ],
)
def test_a_name_that_many_places_have_needs_another_that_bears_it_out(
    lines: tuple[str, ...], region: str | None
) -> None:
    assert paper(*lines, file="x.pdf").region == region


def test_an_area_named_far_more_often_than_any_other_is_the_publishers() -> None:
    text = "定州市" * 10 + "到北京市和石家庄市学习。"
    assert paper("图书局2031年部门预算", text, file="x.pdf").region == "130682"


@pytest.mark.parametrize(
    ("lines", "region"),
    [
        (("泸县图书局2031年部门预算",), "510521"),  # no other county's name ends in it
        (("云县图书局2031年部门预算", "与祥云县图书局一同举办。"), None),
        (("云县图书局2031年部门预算", "与祥云县图书局一同举办，属临沧市。"), "530922"),
        (("吉县图书局2031年部门预算", "建设平安吉县。"), "141028"),  # and not 安吉县
        (("新县城建设图书局2031年部门预算",), None),  # the new town of some county
        (("南和区图书局2031年部门预算",), "130506"),
        (("中共和县委图书部2031年部门预算", "和县县委的灯塔。"), "340523"),
        (("积石山保安族东乡族撒拉族自治县图书局2031年部门预算",), "622927"),
    ],
)
def test_a_district_is_known_by_its_name_alone_where_no_other_and_no_quarter_has_it(
    lines: tuple[str, ...], region: str | None
) -> None:
    assert paper(*lines, file="x.pdf").region == region


@pytest.mark.parametrize("area", ["贵州省", "贵阳市", "和田地区", "和县", "元氏县", "和平区"])
@pytest.mark.parametrize("body", ["图书局", "非税收入管理局", "重点项目建设中心", "政府采购中心（本级）"])
def test_letters_of_an_area_and_of_what_a_body_is_called_by_are_no_words_of_a_sentence(area: str, body: str) -> None:
    assert paper(f"{area}{body}2031年部门预算", file="x.pdf").publisher == f"{area}{body}"


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("中共定州市委政法委员会的灯塔。中共定州市委政法委员会的书库。", "中共定州市委政法委员会"),
        ("泸县政法委的灯塔。四川省泸县政法委的书库。泸县政法委的门票。", "泸县政法委"),
        ("普陀区政法委及所属单位的收支。", "普陀区政法委"),  # of which city, it does not say
        ("定州市政法委与正定县政法委的灯塔。", "政法委"),
    ],
)
def test_a_short_name_is_printed_in_full_elsewhere(printed: str, full: str) -> None:
    assert paper("2031年政法委预算公开说明", printed, file="x.pdf").publisher == full


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("公主岭市图书局2031年部门预算", "220184"),
        ("公主岭市图书局2018年部门预算", "220381"),  # until 2019 it lay in 四平市
        ("桥东区图书局2013年部门预算", None),  # three cities had one, which one of them has still
        ("石家庄市桥东区图书局2013年部门预算", "130103"),
    ],
)
def test_the_year_decides_which_edition_of_an_area_is_meant(title: str, region: str | None) -> None:
    assert paper(title, file="x.pdf").region == region
