"""Title pages and first sentences as bodies of all kinds print them: whose, of which year, kind and level; where."""

import pytest
from papers import paper

Facts = tuple[str | None, int | None, str, str | None, str | None]

PAGES: dict[tuple[str, ...], Facts] = {
    ("青石街道办事处2031年部门预算", "目 录"): ("青石街道办事处", 2031, "budget", "department", None),
    ("石家庄市长安区青园街道办事处", "2031年度部门预算公开"):
        ("石家庄市长安区青园街道办事处", 2031, "budget", "department", "130102"),
    ("定州市灯塔镇人民政府2031年部门预算公开",): ("定州市灯塔镇人民政府", 2031, "budget", "department", "130682"),
    ("中共定州市委组织部", "2031年部门预算信息公开"):
        ("中共定州市委组织部", 2031, "budget", "department", "130682"),
    ("定州市人民代表大会常务委员会办公室", "2031年度部门预算"):
        ("定州市人民代表大会常务委员会办公室", 2031, "budget", "department", "130682"),
    ("2031年定州市人民法院部门预算编制说明",): ("定州市人民法院", 2031, "budget", "department", "130682"),
    ("定州市人民检察院（本级）", "2031年单位预算"): ("定州市人民检察院（本级）", 2031, "budget", "unit", "130682"),
    ("共青团定州市委员会2031年部门预算公开",): ("共青团定州市委员会", 2031, "budget", "department", "130682"),
    ("定州市灯塔小学2031年单位预算公开说明", "一、学校概况"): ("定州市灯塔小学", 2031, "budget", "unit", "130682"),
    ("定州市第九医院2031年度单位预算",): ("定州市第九医院", 2031, "budget", "unit", "130682"),
    ("定州市灯塔局（汇总）2031年部门预算",): ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("2030年度", "定州市灯塔局部门决算"): ("定州市灯塔局", 2030, "final_accounts", "department", "130682"),
    ("定州市灯塔局二〇三一年部门预算",): ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("定州市灯塔局2031-2033年部门预算",): ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("定 州 市 灯 塔 局", "2031 年 部 门 预 算"): ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("定州市灯塔局关于2031年部门预算公开的说明",): ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("定州市灯塔局关于批复2031年部门预算的公告", "现将预算公开如下："):
        ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("2031年度部门预算公开文本", "（定州市灯塔局）"): ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("附件1", "定州市灯塔局2031年度部门预算和“三公”经费预算公开的情况说明"):
        ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("定州市灯塔局2031年“三公”经费预算公开", "2031年“三公”经费预算8万元，其中公务接待费3万元。"):
        ("定州市灯塔局", 2031, "budget", None, "130682"),
    ("2031年定州市灯塔局收支预算情况说明", "2031年收入预算80万元，支出预算80万元。"):
        ("定州市灯塔局", 2031, "budget", None, "130682"),
    ("2031年度定州市灯塔局部门预算公开目录", "第一部分 定州市灯塔局概况"):
        ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("部门名称：定州市灯塔局", "2031年度部门预算", "定州市财政局编制"):
        ("定州市灯塔局", 2031, "budget", "department", "130682"),
    ("定州市灯塔局2031年财政预算信息公开",): ("定州市灯塔局", 2031, "budget", None, "130682"),
    ("关于定州市2030年预算执行情况和2031年预算草案的报告", "——在第八届人民代表大会第一次会议上"):
        (None, 2031, "government_budget", "government", "130682"),
    ("定州市2031年预算调整方案（草案）", "一般公共预算收入由80万元调整为90万元。"):
        (None, 2031, "adjustment", "government", "130682"),
    ("定州市灯塔局水泵采购项目公开招标公告", "预算金额：80万元"):
        ("定州市灯塔局", None, "procurement_notice", None, "130682"),
    ("国家灯塔用药目录",): (None, None, "other", None, None),
    ("定州市行政事业性收费目录清单",): (None, None, "other", None, "130682"),
    ("国家税务总局定州市税务局2031年度部门预算",):
        ("国家税务总局定州市税务局", 2031, "budget", "department", "130682"),
    # a district that no other place has, and a quarter that any town may have
    ("海淀区教育委员会2031年部门预算",): ("海淀区教育委员会", 2031, "budget", "department", "110108"),
    ("浦东新区图书馆2031年单位预算",): ("浦东新区图书馆", 2031, "budget", "unit", "310115"),
    ("西城区图书馆2031年单位预算",): ("西城区图书馆", 2031, "budget", "unit", None),
    ("昌平区办事处2031年部门预算",): ("昌平区办事处", 2031, "budget", "department", None),
    ("新华区图书馆2031年单位预算",): ("新华区图书馆", 2031, "budget", "unit", None),
    # editions: districts that are new, counties and prefectures that are no more
    ("杭州市临平区灯塔局2031年部门预算",): ("杭州市临平区灯塔局", 2031, "budget", "department", "330113"),
    ("济南市莱芜区灯塔局2021年部门预算",): ("济南市莱芜区灯塔局", 2021, "budget", "department", "370116"),
    ("莱芜市灯塔局2016年部门预算",): ("莱芜市灯塔局", 2016, "budget", "department", "371200"),
    ("北京市密云县灯塔局2014年部门预算",): ("北京市密云县灯塔局", 2014, "budget", "department", "110228"),
    ("三明市三元区灯塔局2024年部门预算",): ("三明市三元区灯塔局", 2024, "budget", "department", "350404"),
    ("新疆生产建设兵团灯塔局2031年部门预算",):
        ("新疆生产建设兵团灯塔局", 2031, "budget", "department", "650000"),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "facts"), PAGES.items(), ids=[" / ".join(lines) for lines in PAGES])
def test_a_title_page_says_whose_a_paper_is(lines: tuple[str, ...], facts: Facts) -> None:
    found = paper(*lines, file="x.pdf")
    assert (found.publisher, found.fiscal_year, found.kind, found.level, found.region) == facts
