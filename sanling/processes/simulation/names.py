"""Names of people who belong to nobody."""

from random import Random

# The commonest surnames and characters of given names, so that a name says nothing about anybody.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛"
    "叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉力晓建华国志春红梅玉兰英雪琳晨宇浩轩子涵佳怡欣思雨"
    "梦瑶嘉豪俊峰海燕云飞鹏博宁婷慧颖倩帆凯旭东阳光荣庆福顺安康和祥瑞成立新永长青松柏林森山河川"
)


def person_name(random: Random) -> str:
    """Return a surname with one or, more often, two characters."""
    length = random.choices((1, 2), weights=(1, 3))[0]
    return random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=length))
