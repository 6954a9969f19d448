"""Scenes to look through: a place as one comes upon it, drawn without any mark of what is right or wrong.

They serve the questions of the type `hotspot`. A scene's description is what those who cannot see it have to answer
by: it says in what state each thing is, and judges nothing.
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
    draw: Callable[[], str]
    width: int = 480
    height: int = 380
    right: bool | None = None
    clauses: tuple[str, ...] = ()
    """None: a clause's page shows what is right or wrong, not a riddle."""

    def svg(self) -> str:
        """Return the whole file."""
        clip = f'<clipPath id="{self.id}-edge"><rect width="{self.width}" height="{self.height}" rx="18"/></clipPath>'
        body = f'{clip}<g clip-path="url(#{self.id}-edge)">{self.draw()}</g>'
        return page(self.id, self.title, self.description, body, None, self.width, self.height)


SCENES = [
    Scene(
        "scene-stairwell-lamp",
        "楼梯间：门、灯和墙",
        "楼梯间平台：左边的防火门向外开着，门脚下有一块砖，门上方的安全出口灯亮着；墙上有一盏亮着的壁灯、关着门的消火栓箱、报警按钮，地上有灭火器箱，前面空着；壁灯右边的墙面看得见里面的砖；烟感探测器贴在天花上；右边是上行的楼梯和关着的窗。",
        stairwell_lamp,
    ),
    Scene(
        "scene-stairwell-way",
        "楼梯间：平台上的东西",
        "楼梯间平台：左边的防火门关着，门上方的安全出口牌没有亮光；墙上的壁灯没有亮，消火栓箱关着门，里面有水带，旁边是报警按钮；灭火器箱前横着一辆自行车，楼梯口摞着两个纸箱；右边是楼梯和窗。",
        stairwell_way,
    ),
    Scene(
        "scene-stairwell-gear",
        "楼梯间：箱、探测器和地面",
        "楼梯间平台：左边的防火门关着，门上方的安全出口灯亮着；消火栓箱的门开着，里面有阀门和空挂钩；旁边是报警按钮，下面的灭火器箱里有两只灭火器；烟感探测器离开了底座，吊在两根电线上；壁灯亮着；楼梯口的地上有瓶子、纸团、纸杯和果皮。",
        stairwell_gear,
    ),
    Scene(
        "scene-roof-door",
        "楼顶：门和女儿墙",
        "楼顶屋面：左边小屋的门上写着屋面门，门扣上有一把锁着的挂锁，门边钉子上挂着一把钥匙；女儿墙上立着避雷针和电视天线，墙面有当心坠落的牌子；地上的隔热板平整，右下角雨水口干净。",
        roof_door,
    ),
    Scene(
        "scene-roof-things",
        "楼顶：屋面上的东西",
        "楼顶屋面：左边小屋的门上写着屋面门，门上有一个压把；女儿墙上立着避雷针，旁边的电视天线斜向一边；墙脚摆着三只长着菜的箱子，地上的隔热板平整；右下角雨水口上有树叶和塑料袋，周围积着水。",
        roof_things,
    ),
    Scene(
        "scene-lift",
        "电梯轿厢",
        "电梯轿厢里：顶上两盏灯，左边的亮，右边的不亮；左上角摄像头的镜头上贴着一块纸板；左边墙上的安全检验标志框里是空的，下面是限载牌；正面是镜子和扶手；右边的楼层按钮里四楼的位置只有露出的线，下面是警铃和对讲按钮，上面的楼层显示亮着。",
        lift,
    ),
    Scene(
        "scene-lobby",
        "一楼门厅",
        "一楼门厅：顶上两盏灯，左边的亮，右边的不亮；左边是玻璃门，墙上有公告栏、信报箱、完整的禁止吸烟牌，还有一块缺了一角、歪着的三角图案提示牌，字不全；地上有一盆绿植，右边垃圾箱的盖子掉在旁边，东西满出来。",
        corridor,
    ),
    Scene(
        "scene-renovation",
        "装修中的住户家",
        "正在装修的房间：左墙贴着装修许可；正面墙上有一个边缘不齐的大开口，看得见外面的阳台栏杆，旁边的窗完整；开口下面的地上有几块砖和一把大锤，左下角堆着沙袋，右边正在铺地砖，靠墙码着瓷砖。",
        renovation,
    ),
    Scene(
        "scene-vacant",
        "空置房",
        "没有家具的房间：左边入户门和门锁完整；墙上的水表箱里有两截断开的管子，中间是空的；天花上有一片深色，下面有水滴；右边的窗关着，立管和阀门是干的；窗下地上有两个纸箱、瓶子、纸团和纸杯。",
        vacant,
    ),
    Scene(
        "scene-garage",
        "地下车库",
        "地下车库：左墙有出口牌，柱子写着B2，顶上的灯亮着；柱子旁的摄像头离开支架，吊在电线上；右上方的限高牌一头脱开，斜着垂下；左边蓝车的车门凹了一块，有几道划痕，右边黄车车身完整。",
        garage,
    ),
    Scene(
        "scene-playground",
        "儿童游乐场",
        "小区游乐场：左边两座秋千，左边一座两根绳都连着座板，右边一座断了一根绳，座板斜挂着；前面是跷跷板，中间是滑梯，右边雕塑完整；后面的绿篱是绿的，绿篱旁一丛灌木只剩枝条和几片黄叶；滑梯右边有一块地没有草，露着黄土。",
        playground,
    ),
    Scene(
        "scene-square",
        "小区路口",
        "小区路口：左边有长椅和路灯，灯头完整；指路牌的杆子歪向一边；右边路上有一个水果摊；路面上有两个井口，左边的盖着盖子，中间的敞着，盖子在旁边；后面是绿篱和一栋楼。",
        square,
    ),
    Scene(
        "scene-estate",
        "楼栋外面",
        "一栋楼的外面：二楼左边窗台上有一只猫，中间阳台晾着衣服，右边墙上有空调外机；两根线从窗里拉出来横过楼面，一根垂到楼下的插座；单元门左边贴着写有开锁、疏通、贷款的小纸片，右边地上有木笼和两只鸡。",
        estate_front,
    ),
    Scene(
        "scene-equipment",
        "楼后的管线和设施",
        "楼后的外墙：左边是关着门的配电箱和通信箱；中间一根黄色燃气管，上段有几片褐色，漆掉了；右边的水管上有水表，水表两边是干的，水管右侧的接头在滴水，地上积了一滩；最右边的室外消防栓，侧面出水口有盖，正面出水口没有盖，垂着一截链子。",
        equipment,
    ),
    Scene(
        "scene-records",
        "桌上的本子",
        "桌面上摆着六本本子：楼宇巡查记录本、装修巡查记录、工作联系单、钥匙借用登记、来电来访记录、维修工具借用登记；旁边有笔和杯子。",
        records,
    ),
    Scene(
        "scene-keys",
        "钥匙板和借用登记",
        "钥匙板上有六个挂钩：1-102、2-301、4-203、6-404挂着钥匙，3-502和5-701空着；墙上的钟是五点五十分。今日借用登记三行：1-102，维修部，09:10借，10:05还，整行划了线；2-301，保洁，13:20借，归还栏空着；5-701，维修部，14:30借，归还栏空着。",
        keys,
    ),
    Scene(
        "scene-counter",
        "开门前的服务台",
        "服务台：墙上的钟是八点二十五分；台上有亮着的电脑，报修和装修两格表格架，报修格里有表，装修格里没有，笔筒里三支笔，一本交接本，电话的听筒垂在台下。",
        counter_morning,
    ),
    Scene(
        "scene-sitting",
        "坐着等开会的四个人",
        "四名员工侧面坐着，从左到右：女员工上身挺直，双手放在膝上；男员工上身挺直，一条腿搭在另一条腿上；男员工上身挺直，双手放在膝上；女员工上身向前弯，双手放在膝上。",
        sitting,
        520,
        300,
    ),
    Scene(
        "scene-arrival",
        "客户走进服务中心",
        "服务台后四名员工都看着走进来的客户，面带微笑：1号女员工站着；2号男员工坐着接电话；3号女员工坐着，手里没有东西；4号男员工坐着，面前有单据，手里握着笔。",
        arrival,
        520,
        340,
    ),
    Scene(
        "scene-walking",
        "走廊里的几个人",
        "走廊里，从左到右：一名女员工独自走来，肩平身直；两名女员工手拉着手走来，一个在说话；一名男员工独自走来，肩平身直；一名男员工双脚离地，大步向右。",
        walks,
        520,
        340,
    ),
    Scene(
        "scene-pointing",
        "为客户指会议室",
        "男员工站在客户旁边，为客户指右边的会议室：他的眼睛向下，手臂弯着，圆圈里放大的手伸出一根食指；另一只手垂在身旁，双脚站齐，面带微笑。",
        pointing,
        520,
        340,
    ),
    Scene(
        "scene-distances",
        "四处交谈",
        "四处有员工与客户交谈，脚下都标着一米的长度。左上：一男员工与女客户，两人相距不到半米；右上：一女员工与男客户，相距约两米半；左下：一女员工与女客户，相距一米；右下：一男员工隔着台子与男客户，相距一米。",
        distances,
        480,
        424,
    ),
    Scene(
        "scene-metres",
        "客户从门口走来",
        "女员工站在左边，客户从右边走来；两人之间的地上有五条绿线，线与线相隔一米，从员工脚下数起，客户正走在第五条线上。",
        metres,
        520,
        356,
    ),
]
