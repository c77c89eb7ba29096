"""Lists in prose: numbers with how far so many are, what paragraphs are about, sentences that the page's end cuts."""

from __future__ import annotations

import pytest

from parsers.read import read
from tests.support.read_lists import check

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "groups in sentences of their own": (
        "白石县30项民生实事上半年推进情况\n"
        "截至6月底，30项民生实事涉及我县12项，已全部启动。\n"
        "3项已提前完成。农村公厕改造、校车更新、冬春农田水利建设。\n"
        "4项进度较快。城乡客运一体化、食堂明厨亮灶、社区康复站建设、村级文化广场等4项完成率超过80%。\n"
        "3项正在加紧推进。“光伏到户”工程完成率41.5%；老旧电梯更新完成18部，完成率60%"
        "；雨污分流改造完成路面开挖4公里。\n"
        "2项处于前期阶段。县妇幼保健院迁建正在进行可研编制，冷链物流中心已完成选址。\n",
        [
            ("农村公厕改造", "completed"),
            ("校车更新", "completed"),
            ("冬春农田水利建设", "completed"),
            ("城乡客运一体化", "in_progress"),
            ("食堂明厨亮灶", "in_progress"),
            ("社区康复站建设", "in_progress"),
            ("村级文化广场", "in_progress"),
            ("“光伏到户”工程", "in_progress"),
            ("老旧电梯更新", "in_progress"),
            ("雨污分流改造", "in_progress"),
            ("县妇幼保健院迁建", "in_progress"),
            ("冷链物流中心", "in_progress"),
        ],
    ),
    "groups in two classes": (
        "2021年为民实事一季度进展\n"
        "我区2021年确定的10件为民实事进展顺利。\n"
        "一、工程类。5件工程类实事中，\n"
        "2件已竣工。中山路小学改造、滨河步道亮化。\n"
        "3件正在建设。区文化中心主体封顶；垃圾分拣站完成基础施工；东环路拓宽完成拆迁60%。\n"
        "二、服务类。5件服务类实事已全部启动，其中：\n"
        "1件已完成全年任务。妇女“两癌”筛查。\n"
        "4件有序推进。技能培训、助残服务、文化下乡、法律援助等。\n",
        [
            ("中山路小学改造", "completed"),
            ("滨河步道亮化", "completed"),
            ("区文化中心", "in_progress"),
            ("垃圾分拣站", "in_progress"),
            ("东环路拓宽", "in_progress"),
            ("妇女“两癌”筛查", "completed"),
            ("技能培训", "in_progress"),
            ("助残服务", "in_progress"),
            ("文化下乡", "in_progress"),
            ("法律援助", "in_progress"),
        ],
    ),
    "groups of a plan": (
        "2024年民生实事项目安排\n"
        "全年安排民生实事8项。\n"
        "3项年内完成。新建幼儿园、改造菜场、加装电梯。\n"
        "3项上半年开工。新建体育馆、扩建中医院、拓宽北环路。\n"
        "2项跨年实施。引水工程、学校迁建。\n",
        [
            ("新建幼儿园", "unstated"),
            ("改造菜场", "unstated"),
            ("加装电梯", "unstated"),
            ("新建体育馆", "unstated"),
            ("扩建中医院", "unstated"),
            ("拓宽北环路", "unstated"),
            ("引水工程", "unstated|in_progress"),
            ("学校迁建", "unstated|in_progress"),
        ],
    ),
    "groups that are to be done": (
        "2023年民生实事推进会召开情况\n"
        "县政府确定的9件民生实事，下半年要确保全部办结。\n"
        "5件力争9月底前完成。道路硬化、路灯安装、危桥改造、公厕新建、校舍维修。\n"
        "4件确保年底前完成。饮水工程、敬老院改造、电网改造、广场扩建。\n",
        [
            ("道路硬化", "unstated"),
            ("路灯安装", "unstated"),
            ("危桥改造", "unstated"),
            ("公厕新建", "unstated"),
            ("校舍维修", "unstated"),
            ("饮水工程", "unstated"),
            ("敬老院改造", "unstated"),
            ("电网改造", "unstated"),
            ("广场扩建", "unstated"),
        ],
    ),
    "a sentence that the page's end cuts": (
        "去年10件民生实事完成8件\n"
        "2023年，云岭县10件民生实事总体进展良好。其中，8件已如期完成，包括县城备用水源工程"
        "、乡镇卫生院能力提升工程、农贸市场改造工程、社区食堂建设项目、中小学护眼",
        [
            ("县城备用水源工程", "completed"),
            ("乡镇卫生院能力提升工程", "completed"),
            ("农贸市场改造工程", "completed"),
            ("社区食堂建设项目", "completed"),
        ],
    ),
    "what paragraphs are about": (
        "12月5日，省政府办公厅通报了2016年重点民生实事前11个月进展情况。\n"
        "关于提高优抚对象补助标准。截至11月底，已发放补助资金3.2亿元，全部发放到位。\n"
        "关于农村危房改造12万户。截至11月底，开工13万户，竣工12.6万户，超额完成年度任务。\n"
        "关于建设乡村卫生室2000所。一是标准化卫生室。已建成1850所，其余正在施工。二是村医"
        "培训。已培训村医3100人。\n"
        "关于治理水土流失面积800平方公里。已完成治理862平方公里，占年度任务的107.8%。\n",
        [
            ("提高优抚对象补助标准|关于提高优抚对象补助标准", "completed"),
            ("农村危房改造12万户|关于农村危房改造12万户", "exceeded|completed"),
            ("建设乡村卫生室2000所|关于建设乡村卫生室2000所", "in_progress|partly"),
            ("治理水土流失面积800平方公里|关于治理水土流失面积800平方公里", "exceeded"),
        ],
    ),
    "what short paragraphs are about": (
        "市政府关于2019年十件实事办理进展的通报\n"
        "关于“厕所革命”。改造公厕320座，完成年度目标的91%。\n"
        "关于棚户区改造。新开工2.3万套，提前超额完成任务。\n"
        "关于学前教育。新建公办园46所，因用地未落实，2所尚未开工。\n",
        [
            ("“厕所革命”|关于“厕所革命”", "in_progress|partly"),
            ("棚户区改造|关于棚户区改造", "exceeded|completed"),
            ("学前教育|关于学前教育", "delayed|partly"),
        ],
    ),
    "aspects behind marks": (
        "三季度云溪区重点民生实事稳步推进\n"
        "记者从区发改局获悉，今年前三季度，全区8件重点民生实事稳步推进。\n"
        "●农村厕所改造方面：完成改造6200户，占年度任务的82.7%。\n"
        "●助老服务方面：新建助餐点21个，提前完成全年目标。\n"
        "●残疾儿童康复方面：318名儿童接受了康复训练，完成年度任务的106%。\n"
        "●充电设施建设方面：已建成公共充电桩520个，另有80个正在安装。\n",
        [
            ("农村厕所改造|农村厕所改造方面", "in_progress"),
            ("助老服务|助老服务方面", "completed|in_progress"),
            ("残疾儿童康复|残疾儿童康复方面", "exceeded"),
            ("充电设施建设|充电设施建设方面", "in_progress|partly"),
        ],
    ),
    "fields of life in a plan": (
        "2022年南浦市民生实事清单\n"
        "■ 教育方面：新建幼儿园6所，年内全部建成。\n"
        "■ 医疗方面：建成胸痛中心2个。\n"
        "■ 养老方面：新增床位400张，确保年底前投用。\n",
        [
            ("教育方面：新建幼儿园6所，年内全部建成|新建幼儿园6所，年内全部建成", "unstated"),
            ("医疗方面：建成胸痛中心2个|建成胸痛中心2个", "unstated"),
            ("养老方面：新增床位400张，确保年底前投用|新增床位400张，确保年底前投用", "unstated"),
        ],
    ),
    "names above paragraphs with numbered parts": (
        "24项为民办实事项目，全面完成！\n"
        "省委、省政府印发了关于2022年为民办实事项目实施情况的通报。\n"
        "一、新增普惠性幼儿园学位3万个，改善120所农村学校办学条件\n"
        "省级补助资金下达2.1亿元，完成年度计划的102%。\n"
        "（一）全省新增普惠学位3.4万个，完成年度计划的113%。\n"
        "（二）全省改善128所农村学校办学条件，完成年度计划的106.7%。\n"
        "二、新建农村幸福院300所\n"
        "建成310所，完成年度计划的103.3%。\n"
        "三、创建省级绿色社区50个，绿化村庄400个\n"
        "省级补助资金下达3000万元。\n"
        "（一）创建绿色社区50个，完成年度计划的100%。\n"
        "（二）绿化村庄388个，完成年度计划的97%。\n",
        [
            ("新增普惠性幼儿园学位3万个，改善120所农村学校办学条件", "exceeded|completed"),
            ("新建农村幸福院300所", "exceeded|completed"),
            ("创建省级绿色社区50个，绿化村庄400个", "partly|in_progress"),
        ],
    ),
    "demands of a meeting": (
        "会议强调，要认真办好民生实事，有关部门要做好以下工作。分别是：（1）加强组织领导，压实工"
        "作责任；（2）加快项目进度，严格资金管理；（3）强化宣传引导，营造良好氛围。\n",
        [],
    ),
    "a speech": (
        "县长在全体会议上的讲话\n"
        "关于经济运行。一季度生产总值增长6.2%，要继续抓好工业。\n"
        "关于项目建设。要加快推进重点项目。\n"
        "关于民生保障。要办好民生实事，抓好就业。\n",
        [],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_list_is_read(kind: str) -> None:
    check(*PAGES[kind])


def test_a_list_that_the_page_cuts_is_not_silent() -> None:
    record = read(PAGES["a sentence that the page's end cuts"][0].encode(), source="list.txt")
    assert [problem.code for problem in record.problems] == ["items_unclear"]
