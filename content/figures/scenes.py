"""Scenes to look through: a place as one comes upon it, drawn without any mark of what is right or wrong.

They serve the questions of the type `hotspot`. A scene's description names what is to be seen and judges nothing.
"""

# ruff: noqa: E501 -- the numbers are the drawing

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from people import arrival, distances, metres, pointing, sitting, walks
from places import (
    corridor,
    counter_morning,
    equipment,
    estate_front,
    garage,
    keys,
    lift,
    playground,
    records,
    renovation,
    roof_door,
    roof_things,
    square,
    stairwell_gear,
    stairwell_lamp,
    stairwell_way,
    vacant,
)
from rig import page


@dataclass(frozen=True)
class Scene:
    """One scene: its name, what is said of it, and how it is made."""

    id: str
    title: str
    description: str
    clauses: tuple[str, ...]
    draw: Callable[[], str]
    width: int = 480
    height: int = 380
    right: bool | None = None

    def svg(self) -> str:
        """Return the whole file."""
        clip = f'<clipPath id="{self.id}-edge"><rect width="{self.width}" height="{self.height}" rx="18"/></clipPath>'
        body = f'{clip}<g clip-path="url(#{self.id}-edge)">{self.draw()}</g>'
        return page(self.id, self.title, self.description, body, None, self.width, self.height)


SCENES = [
    Scene(
        "scene-stairwell-lamp",
        "楼梯间：门、灯和墙",
        "楼梯间平台：左边是防火门，门上方是安全出口灯；墙上有壁灯、消火栓箱、报警按钮，地上有灭火器箱和一块砖；右边是上行的楼梯和窗，天花下有烟感探测器，墙面看得见砖。",
        ("6.5.1",),
        stairwell_lamp,
    ),
    Scene(
        "scene-stairwell-way",
        "楼梯间：平台上的东西",
        "楼梯间平台：左边是防火门，门上方是安全出口灯；墙上有壁灯、消火栓箱、报警按钮；地上有灭火器箱、一辆自行车和两个纸箱；右边是楼梯和窗。",
        ("6.5.1",),
        stairwell_way,
    ),
    Scene(
        "scene-stairwell-gear",
        "楼梯间：箱、探测器和地面",
        "楼梯间平台：左边是防火门，门上方是安全出口灯；消火栓箱的箱门开着，旁边是报警按钮，下面是灭火器箱；天花下有烟感探测器，墙上有壁灯；楼梯口的地上有瓶子、纸团和纸杯。",
        ("6.5.1",),
        stairwell_gear,
    ),
    Scene(
        "scene-roof-door",
        "楼顶：门和女儿墙",
        "楼顶屋面：左边小屋的门上写着屋面门，门扣上有一把挂锁，门边钉子上挂着钥匙；女儿墙上有避雷针和电视天线，墙面贴着当心坠落；地上是隔热板和雨水口。",
        ("6.5.2",),
        roof_door,
    ),
    Scene(
        "scene-roof-things",
        "楼顶：屋面上的东西",
        "楼顶屋面：左边小屋的门上写着屋面门，门外有插销；女儿墙上有避雷针，一副电视天线斜着；墙脚摆着三只种菜的箱子，地上是隔热板，右边雨水口有水、树叶和一只塑料袋。",
        ("6.5.2",),
        roof_things,
    ),
    Scene(
        "scene-lift",
        "电梯轿厢",
        "电梯轿厢里：顶上两盏灯，左上角有摄像头，左边墙上有安全检验标志的框和限载牌，正面是镜子和扶手，右边是楼层按钮、警铃和对讲按钮。",
        ("6.5.4",),
        lift,
    ),
    Scene(
        "scene-lobby",
        "一楼门厅",
        "一楼门厅：顶上两盏灯，左边玻璃门，墙上有公告栏、信报箱、一块小心地滑的牌子和禁止吸烟的牌子；地上有一盆绿植和一只垃圾箱。",
        ("6.5.5",),
        corridor,
    ),
    Scene(
        "scene-renovation",
        "装修中的住户家",
        "正在装修的房间：左墙贴着装修许可，正面墙上有一个大开口，看得见阳台栏杆，旁边是窗；地上有砖、大锤、沙袋，右边正在铺地砖，靠墙堆着瓷砖。",
        ("6.5.6", "6.6.3"),
        renovation,
    ),
    Scene(
        "scene-vacant",
        "空置房",
        "没有家具的房间：左边入户门，墙上有水表箱和窗，右边是立管和阀门；天花上有一片深色，下面有水滴；窗下地上有两个纸箱、瓶子和纸团。",
        ("8.1",),
        vacant,
    ),
    Scene(
        "scene-garage",
        "地下车库",
        "地下车库：墙上有出口牌，柱子写着B2，顶上有灯和管道，柱子旁有摄像头，右上方有限高牌；地上停着一辆蓝车和一辆黄车。",
        ("6b.1.4",),
        garage,
    ),
    Scene(
        "scene-playground",
        "儿童游乐场",
        "小区游乐场：左边是两座秋千，前面是跷跷板，中间是滑梯，右边有雕塑；草地后面有绿篱、一丛灌木和树，滑梯右边有一块地露着土。",
        ("6b.1.2",),
        playground,
    ),
    Scene(
        "scene-square",
        "小区路口",
        "小区路口：路边有长椅、路灯、指路牌和一个水果摊，后面是绿篱和一栋楼；路面上有两个井口，一个盖着，一个敞着，盖子在旁边。",
        ("6b.1.3",),
        square,
    ),
    Scene(
        "scene-estate",
        "楼栋外面",
        "一栋楼的外面：窗台上有一只猫，阳台晾着衣服，墙上有空调外机；两根线横过楼面，一根垂到插座；单元门旁贴着几张小纸片，右边地上有木笼和两只鸡。",
        ("6b.1.5",),
        estate_front,
    ),
    Scene(
        "scene-equipment",
        "楼后的管线和设施",
        "楼后的外墙：左边是配电箱和通信箱，中间一根燃气管，管身有几处深色；右边是水表和水管，水管一侧有水，最右边是室外消防栓。",
        ("6b.1.1",),
        equipment,
    ),
    Scene(
        "scene-records",
        "桌上的本子",
        "桌面上摆着六本本子：楼宇巡查记录本、装修巡查记录、工作联系单、钥匙借用登记、来电来访记录、维修工具借用登记；旁边有笔和杯子。",
        ("6.6.2", "6.6.3"),
        records,
    ),
    Scene(
        "scene-keys",
        "钥匙板和借用登记",
        "钥匙板上有六个挂钩：1-102、2-301、4-203、6-404挂着钥匙，3-502和5-701空着；墙上的钟是五点五十分。今日借用登记三行：1-102，维修部，09:10借，10:05还，整行划了线；2-301，保洁，13:20借，归还栏空着；5-701，维修部，14:30借，归还栏空着。",
        ("7.1",),
        keys,
    ),
    Scene(
        "scene-counter",
        "开门前的服务台",
        "服务台：墙上的钟是八点二十五分；台上有亮着的电脑，报修和装修两格表格架，报修格里有表，装修格里没有，笔筒里三支笔，一本交接本，电话的听筒垂在台下。",
        ("5.1.1",),
        counter_morning,
    ),
    Scene(
        "scene-sitting",
        "坐着等开会的四个人",
        "四名员工侧面坐着，从左到右：女员工上身挺直，双手放在膝上；男员工上身挺直，一条腿搭在另一条腿上；男员工上身挺直，双手放在膝上；女员工上身向前弯，双手放在膝上。",
        ("2.2",),
        sitting,
        520,
        300,
    ),
    Scene(
        "scene-arrival",
        "客户走进服务中心",
        "服务台后四名员工都看着走进来的客户，面带微笑：1号女员工站着；2号男员工坐着接电话；3号女员工坐着，手里没有东西；4号男员工坐着，面前有单据，手里握着笔。",
        ("2.6", "5.1.3"),
        arrival,
        520,
        340,
    ),
    Scene(
        "scene-walking",
        "走廊里的几个人",
        "走廊里，从左到右：一名女员工独自走来；两名女员工挽着手臂走来，一个在说话；一名男员工独自走来，肩平身直；一名男员工双脚离地，大步向右。",
        ("2.3",),
        walks,
        520,
        340,
    ),
    Scene(
        "scene-pointing",
        "为客户指会议室",
        "男员工站在客户旁边，为客户指右边的会议室：他的眼睛向下，手臂弯着，圆圈里放大的手伸出一根食指；另一只手垂在身旁，双脚站齐，面带微笑。",
        ("2.4",),
        pointing,
        520,
        340,
    ),
    Scene(
        "scene-distances",
        "四处交谈",
        "四处有员工与客户交谈，脚下都标着一米的长度。左上：一男员工与女客户，两人相距不到半米；右上：一女员工与男客户，相距约两米半；左下：一女员工与女客户，相距一米；右下：一男员工隔着台子与男客户，相距一米。",
        ("4.2",),
        distances,
        480,
        424,
    ),
    Scene(
        "scene-metres",
        "客户从门口走来",
        "女员工站在左边，客户从右边走来；两人之间的地上有五条绿线，线与线相隔一米，从员工脚下数起，客户正走在第五条线上。",
        ("4.1",),
        metres,
        520,
        356,
    ),
]
