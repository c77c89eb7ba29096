"""Lists that name their projects by how far they are, read by general signs: quotation marks, counts, rates."""

from __future__ import annotations

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "names in quotation marks before their number": (
        "云溪区为民办实事任务进展顺利\n"
        "2021年省政府为民办实事项目共20大项，涉及我区12个小项。截至9月底，“新建停车场2处”“改造农村公路18公里（其中东线6公里、西线12公里）”“购置公交车15辆”等3小项已完成，其余小项顺利推进。\n",
        [
            ("新建停车场2处", "completed"),
            ("改造农村公路18公里（其中东线6公里、西线12公里）", "completed"),
            ("购置公交车15辆", "completed"),
        ],
    ),
    "names in one pair of quotation marks": (
        "东山区2023年惠民实事出炉\n"
        "日前，东山区召开惠民实事发布会。2023年，东山区将围绕“新建社区书屋、改造背街小巷、增设充电车位、举办技能培训、更新健身器材”五件惠民实事，把好事办好。\n",
        [
            ("新建社区书屋", "unstated"),
            ("改造背街小巷", "unstated"),
            ("增设充电车位", "unstated"),
            ("举办技能培训", "unstated"),
            ("更新健身器材", "unstated"),
        ],
    ),
    "a rate for each name, in order": (
        "云溪区民生实事有序推进\n"
        "2023年，全区共安排民生实事20项。截至6月底，其中校园食堂改造、社区托育点建设、城市公厕提升、乡村道路硬化等4项完成率分别达45%、52%、100%、88%。\n",
        [
            ("校园食堂改造", "in_progress"),
            ("社区托育点建设", "in_progress"),
            ("城市公厕提升", "completed"),
            ("乡村道路硬化", "in_progress"),
        ],
    ),
    "groups whose names have rates of their own": (
        "望川区1-5月民生实事进展\n"
        "截至五月底，全区30项民生实事中，3项进展较快，河道治理工程完成率72%、“口袋公园”建设完成率60%、老年食堂建设完成率100%；村卫生室提升、残疾人康复2项正在进行前期工作。\n",
        [
            ("河道治理工程", "in_progress"),
            ("“口袋公园”建设", "in_progress"),
            ("老年食堂建设", "completed"),
            ("村卫生室提升", "in_progress"),
            ("残疾人康复", "in_progress"),
        ],
    ),
    "names with brackets that need more speed": (
        "关于2023年十件民生实事推进情况的通报\n"
        "一、基本情况\n"
        "2023年十件民生实事共分为25项工作，已完成20项。其中，东溪镇文化站改造工程、3个（望川苑、松涛苑、江月苑）小区雨污分流工程、高标准农田项目等3项需进一步加快进度，预计在12月中旬完成任务。\n"
        "二、督查建议\n"
        "请各责任单位加大力度，确保民生实事圆满完成。\n",
        [
            ("东溪镇文化站改造工程", "in_progress"),
            ("3个（望川苑、松涛苑、江月苑）小区雨污分流工程", "in_progress"),
            ("高标准农田项目", "in_progress"),
        ],
    ),
    "groups of which one gives each its rate": (
        "云溪市为民办实事半年通报\n"
        "今年全市有30项为民办实事项目。\n"
        "（一）提前完成任务指标有3项。截至6月底，已有3个项目完成全年任务。其中省级2项，市级1项。分别为：改造农村公路40公里；发放就业补贴900万元；新建村级幸福屋12个。\n"
        "（二）与时间进度同步指标有3项。其中省级1项，市级2项。分别为：新增燃气用户6000户，完成进度为62%；新建公租房800套，完成进度为55.5%；法律援助案件600件，完成进度为70%。\n",
        [
            ("改造农村公路40公里", "completed|exceeded"),
            ("发放就业补贴900万元", "completed|exceeded"),
            ("新建村级幸福屋12个", "completed|exceeded"),
            ("新增燃气用户6000户", "in_progress"),
            ("新建公租房800套", "in_progress"),
            ("法律援助案件600件", "in_progress"),
        ],
    ),
    "names in brackets behind their number": (
        "关于2024年20项重点民生实事二季度情况的通报\n"
        "20项重点民生实事，4项（①药品集采降价；②儿童龋病防治；③5G基站建设；④健身广场改造）已完成，12项按计划推进，4项进展缓慢。\n",
        [
            ("药品集采降价", "completed"),
            ("儿童龋病防治", "completed"),
            ("5G基站建设", "completed"),
            ("健身广场改造", "completed"),
        ],
    ),
    "names in brackets before their state": (
        "东山县民生实事月报\n"
        "全县15件民生实事中，3件（农村公路、社区医院、养老中心）进度滞后，其余按序时进度推进。\n",
        [("农村公路", "delayed"), ("社区医院", "delayed"), ("养老中心", "delayed")],
    ),
    "names in quotation marks before their state": (
        "东溪镇民生实事开工\n"
        "目前，镇里确定的8件民生实事中，“文化礼堂改造”“村道拓宽”“老年食堂”3件已完工，“污水纳管”“口袋公园”2件正在施工。\n",
        [
            ("文化礼堂改造", "completed"),
            ("村道拓宽", "completed"),
            ("老年食堂", "completed"),
            ("污水纳管", "in_progress"),
            ("口袋公园", "in_progress"),
        ],
    ),
    "groups of groups, each counted": (
        "望川区10件民生实事半年报\n"
        "截至6月底，望川区10件民生实事已完成2件、正在推进8件。已完成的2件分别是：新增停车位600个、发放老年补贴。正在推进的8件中，学校改造、医院新建、道路提升、管网更新4件进度较快，水库加固、市场搬迁2件进度较慢。\n",
        [
            ("新增停车位600个", "completed"),
            ("发放老年补贴", "completed"),
            ("学校改造", "in_progress"),
            ("医院新建", "in_progress"),
            ("道路提升", "in_progress"),
            ("管网更新", "in_progress"),
            ("水库加固", "delayed"),
            ("市场搬迁", "delayed"),
        ],
    ),
    "groups by the state of a quarter": (
        "岚山市2021年民生实事三季度进展\n"
        "三季度，全市24项民生实事总体进展良好。提前完成的有城市公厕提升、适龄女生疫苗接种2项；达到序时进度的有养老设施建设、农村道路养护、残疾人康复3项；低于序时进度的有停车场建设、农贸市场改造2项。\n",
        [
            ("城市公厕提升", "completed"),
            ("适龄女生疫苗接种", "completed"),
            ("养老设施建设", "in_progress"),
            ("农村道路养护", "in_progress"),
            ("残疾人康复", "in_progress"),
            ("停车场建设", "delayed"),
            ("农贸市场改造", "delayed"),
        ],
    ),
    "quoted names with their states": (
        "东海市扎实推进12项重点民生工程\n"
        "上半年，东海市扎实推进12项重点民生工程15个项目。\n"
        "2项提前超额完成全年任务。“心理健康进校园”原计划全年开展讲座40场，截至6月底已开展46场；“跨区通办”5月份完成全年任务。\n"
        "3项提前完成节点任务。“老旧小区改造项目”已完成设计招标，提前完成8月份节点任务，部分小区已开展改造施工；“城市照明工程”完成施工图设计，发布了招标公告；“人行天桥项目”计划完成工程量5%，实际完成工程量6%。\n"
        "5项按计划推进。“垃圾焚烧发电厂项目”已完成汽机房等工程；“农村公路项目”已完成施\n",
        [
            ("“心理健康进校园”", "exceeded"),
            ("“跨区通办”", "completed"),
            ("“老旧小区改造项目”", "in_progress"),
            ("“城市照明工程”", "in_progress"),
            ("“人行天桥项目”", "in_progress|exceeded"),
            ("“垃圾焚烧发电厂项目”", "in_progress|completed"),
            ("“农村公路项目”", "in_progress"),
        ],
    ),
    "names by kind, each kind counted": (
        "望川市晒出民生成绩单\n"
        "2022年望川市承诺办好20件民生实事，其中基础设施类5件：东环路改造、西环路改造、污水厂扩容、燃气入户、路灯更新；公共服务类3件：图书馆新馆、体育场改造、青少年宫建设。目前均已完成。\n",
        [
            ("东环路改造", "completed"),
            ("西环路改造", "completed"),
            ("污水厂扩容", "completed"),
            ("燃气入户", "completed"),
            ("路灯更新", "completed"),
            ("图书馆新馆", "completed"),
            ("体育场改造", "completed"),
            ("青少年宫建设", "completed"),
        ],
    ),
}
