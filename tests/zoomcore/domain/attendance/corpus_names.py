"""What the corpus's people are called, by culture: given names, family names, and how they shorten or write them.

Written from life, before anything was tuned against it, and apart from the product's own table of nicknames.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Culture:
    """`families` stand after the given name as rosters here write them. `double`: two surnames, the second dropped."""

    given: tuple[str, ...]
    families: tuple[str, ...]
    double: bool = False


def _culture(given: str, families: str, *, double: bool = False) -> Culture:
    return Culture(given=tuple(given.split(",")), families=tuple(families.split(",")), double=double)


CULTURES = (
    _culture(
        "Robert,William,Elizabeth,Katherine,James,Margaret,Michael,Jennifer,Christopher,Samantha,Benjamin,Alexandra,"
        "Thomas,Victoria,Edward,Abigail,Nicholas,Emily,Andrew,Rebecca",
        "Smith,Johnson,Taylor,O'Brien,Walker,Hughes,MacDonald,Fox,Read,Young,Carter,Wright,Baker,Otter,Handy",
    ),
    _culture(
        "José,María,Francisco,Guadalupe,Ignacio,Dolores,Alejandro,Concepción,Jesús,Rosario,Iñigo,Mercedes,Enrique,Ángela",
        "García,Muñoz,Ruiz,Núñez,Ibáñez,Ortega,Peña,Vázquez,Gutiérrez,Castaño,Iglesias,Solís",
        double=True,
    ),
    _culture(
        "Jürgen,Katharina,Johannes,Friederike,Sebastian,Elisabeth,Maximilian,Annegret,Götz,Jörg,Käthe,Hans-Peter",
        "Müller,Weiß,Schröder,Böhm,Groß,Kaiser,Voß,Jäger,Krüger,Schäfer,Schulze-Delitzsch,Fuchs",
    ),
    _culture(
        "François,Jean-Luc,Éloïse,Benoît,Anaïs,Théo,Zoé,Amélie,Gaëtan,Océane,Jérôme,Cécile",
        "Lefèvre,Dupont,Gauthier,Châtelain,Bélanger,Roux,Moreau,Hérault,Noël,Durand",
    ),
    _culture(
        "Łukasz,Małgorzata,Zbigniew,Agnieszka,Wojciech,Katarzyna,Stanisław,Jadwiga,Paweł,Zofia",
        "Wójcik,Kowalczyk,Dąbrowski,Żak,Szczęsny,Błaszczyk,Nowak,Łęcki,Górski,Świątek",
    ),
    _culture(
        "Aleksandr,Ekaterina,Dmitrii,Anastasia,Mikhail,Tatiana,Evgenii,Natalia,Sergei,Yulia,Alexei,Ksenia",
        "Ivanov,Petrova,Shcherbakov,Kuznetsova,Morozov,Zaitseva,Volkov,Yakovleva,Chernyshev,Fedorova",
    ),
    _culture(
        "Mohammed,Fatima,Abdullah,Aisha,Youssef,Khadija,Omar,Zainab,Ibrahim,Maryam,Abdel Rahman,Noor",
        "Al-Sayed,Hussein,El-Masri,Haddad,Mansour,Khalil,Nasser,Al-Rashid,Saleh,Qureshi,Aziz,Farouk",
    ),
    _culture(
        "Priya,Arjun,Lakshmi,Rajesh,Ananya,Venkatesh,Deepika,Siddharth,Kavitha,Harpreet,Manjunath,Aishwarya",
        "Sharma,Iyer,Patel,Krishnamurthy,Singh,Reddy,Banerjee,Nair,Gupta,Subramanian,Kaur,Chatterjee",
    ),
    _culture(
        "Wei,Bo,Xiaoming,Li,Jing,Yifan,Hao,Mei,Zihan,Yuxuan,Qiang,Ai,Jun,Ying",
        "Chen,Wang,Zhang,Liu,Li,Huang,Zhao,Xu,Sun,Ma,Zhu,Lin,Guo,He",
    ),
    _culture(
        "Minjun,Seoyeon,Jihoon,Hyejin,Dongwook,Yuna,Sungmin,Eunji,Taehyung,Minseo",
        "Kim,Lee,Park,Choi,Jung,Kang,Yoon,Lim,Han,Shin",
    ),
    _culture(
        "Hiroshi,Yuki,Takeshi,Ai,Kenji,Sakura,Shun'ichi,Yōko,Daiki,Haruka,Kazuo,Mei",
        "Tanaka,Satō,Suzuki,Takahashi,Itō,Watanabe,Yamamoto,Kobayashi,Ōno,Mori",
    ),
    _culture(
        "Nguyễn Văn,Thị Hương,Minh Đức,Thanh Thảo,Quốc Bảo,Ngọc Ánh,Hữu Phước,Bích Trâm",
        "Nguyễn,Trần,Lê,Phạm,Hoàng,Đặng,Bùi,Đỗ,Võ",
    ),
    _culture(
        "Oluwaseun,Chidinma,Kwame,Ngozi,Tendai,Thandiwe,Babajide,Amina,Chukwuemeka,Nyota,Kofi,Wanjiru",
        "Adeyemi,Okonkwo,Mensah,Eze,Moyo,Nkosi,Ogunleye,Diallo,Kamau,Boateng",
    ),
    _culture(
        "Søren,Åsa,Bjørn,Þórdís,Jóhann,Kirsten,Østen,Sigríður,Lars,Märta",
        "Ørsted,Ångström,Jónsdóttir,Nygård,Lindqvist,Hansen,Sørensen,Guðmundsson,Bakke,Holm",
    ),
    _culture(
        "İlker,Şeyma,Çağlar,Özge,Gökhan,Ayşe,Yiğit,Büşra,Ümit,Elif",
        "Yılmaz,Işık,Öztürk,Çelik,Şahin,Doğan,Kılıç,Aydın,Koç,Güneş",
    ),
    _culture(
        "Γιώργος,Ελένη,Δημήτρης,Κατερίνα,Νίκος,Σοφία",
        "Παπαδόπουλος,Νικολάου,Γεωργίου,Παππάς,Οικονόμου",
    ),
)
#: Names as rosters hold them for those whose file came in their own script.
SCRIPTS = (
    "陈波",
    "王小明",
    "李静",
    "张伟",
    "佐藤 花子",
    "山本 健",
    "김민준",
    "이서연",
    "محمد العلي",
    "فاطمة حسن",
    "דנה לוי",
    "राम कुमार",
    "สมชาย ใจดี",
)
MONONYMS = ("Budi", "Suharto", "Wei", "Thanh", "Fatima")
#: What they are called by friends. Some stand in no table.
NICKNAMES = {
    "Robert": "Bob,Bobby,Rob",
    "William": "Bill,Will,Liam",
    "Elizabeth": "Liz,Beth,Betty,Lizzie",
    "Katherine": "Kate,Kathy,Kitty",
    "James": "Jim,Jamie,Jimmy",
    "Margaret": "Peggy,Maggie,Meg",
    "Michael": "Mike,Mick",
    "Jennifer": "Jen,Jenny",
    "Christopher": "Chris,Kit,Topher",
    "Samantha": "Sam,Sammy",
    "Benjamin": "Ben,Benji",
    "Alexandra": "Alex,Sasha,Lexi",
    "Thomas": "Tom,Tommy",
    "Victoria": "Vicky,Tori",
    "Edward": "Ted,Ned,Eddie",
    "Abigail": "Abby,Gail",
    "Nicholas": "Nick,Nico",
    "Andrew": "Andy,Drew",
    "Rebecca": "Becky,Becca",
    "José": "Pepe",
    "Francisco": "Paco,Pancho,Fran",
    "Guadalupe": "Lupe,Lupita",
    "Ignacio": "Nacho",
    "Dolores": "Lola",
    "Alejandro": "Alex,Ale,Jandro",
    "Concepción": "Concha,Conchi",
    "Jesús": "Chuy,Suso",
    "Rosario": "Charo",
    "Mercedes": "Merche",
    "Enrique": "Quique,Kike",
    "Katharina": "Kathi,Käthe",
    "Johannes": "Hannes,Hans",
    "Friederike": "Rike,Fritzi",
    "Sebastian": "Basti,Seb",
    "Elisabeth": "Lisa,Sissi,Elli",
    "Maximilian": "Max,Maxi",
    "Małgorzata": "Gosia",
    "Zbigniew": "Zbyszek",
    "Agnieszka": "Aga",
    "Wojciech": "Wojtek",
    "Katarzyna": "Kasia",
    "Stanisław": "Staszek,Stan",
    "Aleksandr": "Sasha,Alex",
    "Ekaterina": "Katya,Kate",
    "Dmitrii": "Dima",
    "Anastasia": "Nastya",
    "Mikhail": "Misha",
    "Tatiana": "Tanya",
    "Evgenii": "Zhenya",
    "Natalia": "Natasha",
    "Sergei": "Seryozha",
    "Mohammed": "Mo,Hamoudi",
    "Abdullah": "Abdu",
    "Youssef": "Joe",
    "Ibrahim": "Ibra",
    "Rajesh": "Raj",
    "Venkatesh": "Venky",
    "Siddharth": "Sid",
    "Deepika": "Deepu",
    "Harpreet": "Harry",
    "Oluwaseun": "Seun",
    "Chidinma": "Chichi",
    "Babajide": "Jide",
    "Chukwuemeka": "Emeka",
    "Yifan": "Ivan",
    "Jing": "Jenny",
    "Minjun": "MJ",
    "Seoyeon": "Stella",
    "Γιώργος": "George,Yorgos",
    "Κατερίνα": "Katerina",
}
#: The same given or family name as another authority spells it.
SPELLINGS = {
    "Aleksandr": "Alexander,Oleksandr",
    "Ekaterina": "Yekaterina",
    "Dmitrii": "Dmitry",
    "Evgenii": "Yevgeny,Eugene",
    "Mohammed": "Muhammad,Mohamed",
    "Youssef": "Yusuf,Yousef",
    "Aisha": "Ayesha",
    "Hussein": "Husain",
    "Al-Sayed": "Alsayed,El Sayed",
    "El-Masri": "Almasri",
    "Müller": "Mueller",
    "Schröder": "Schroeder",
    "Jürgen": "Juergen",
    "Ørsted": "Oersted",
    "Ångström": "Aangstroem",
    "Sørensen": "Soerensen",
    "Xu": "Hsu",
    "Zhang": "Chang",
    "Lee": "Yi,Rhee",
    "Park": "Bak",
    "Satō": "Satoh",
    "Ōno": "Ohno",
    "Lakshmi": "Laxmi",
    "Krishnamurthy": "Krishnamurti",
    "Shcherbakov": "Scherbakov",
    "Παπαδόπουλος": "Papadopoulos",
    "Γιώργος": "Giorgos",
    "Νίκος": "Nikos",
    "Ελένη": "Eleni",
    "Σοφία": "Sofia",
}
#: The same name in the script of home.
AT_HOME = {
    "Aleksandr": "Александр",
    "Ekaterina": "Екатерина",
    "Mikhail": "Михаил",
    "Tatiana": "Татьяна",
    "Natalia": "Наталья",
    "Sergei": "Сергей",
    "Ivanov": "Иванов",
    "Petrova": "Петрова",
    "Kuznetsova": "Кузнецова",
    "Morozov": "Морозов",
    "Volkov": "Волков",
    "Zaitseva": "Зайцева",
    "Wei": "伟",
    "Bo": "波",
    "Jing": "静",
    "Mei": "梅",
    "Qiang": "强",
    "Chen": "陈",
    "Wang": "王",
    "Zhang": "张",
    "Liu": "刘",
    "Huang": "黄",
    "Minjun": "민준",
    "Jihoon": "지훈",
    "Eunji": "은지",
    "Kim": "김",
    "Choi": "최",
    "Kang": "강",
    "Mohammed": "محمد",
    "Omar": "عمر",
    "Khalil": "خليل",
    "Mansour": "منصور",
}
BOTS = (
    "Otter.ai",
    "{0}'s Otter.ai",
    "{0}'s Notetaker",
    "{1}'s AI Notetaker",
    "Fireflies.ai Notetaker {0}",
    "read.ai meeting notes",
    "{1}’s Fathom Notetaker",
    "tl;dv",
    "MeetGeek Recorder",
    "Sembly AI Notetaker",
    "{0}'s AI Companion",
    "{1} (Otter.ai)",
    "{0} | OtterPilot",
    "Zoom Rooms 3.12",
    "Notta Bot",
    "{1}'s Read.ai",
    "tldv.io Notetaker",
    "Avoma Notetaker",
)
HANDLES = (
    "xX_Sn1per_Xx",
    "potato 🥔",
    "the real one",
    "nobody special",
    "Batman",
    "gr8 student",
    "..",
    "asdf",
    "la reina",
    "Big Boss",
)
BARE = ("iPhone", "iPad", "", "😀", "Zoom user", "Galaxy S21", "Android", "SM-A525F", "Guest")
#: Around a whole name; {1} is a number that some system may take for somebody's.
DECORATIONS = (
    "{0} (she/her)",
    "{0} they/them",
    "{0} (he/him/his)",
    "{0}'s iPhone",
    "{0}’s MacBook Pro",
    "iPhone von {0}",
    "iPad de {0}",
    "{0} iPad",
    "{0} (2)",
    "{0} #2",
    "😀 {0}",
    "{0} 🇪🇺✨",
    "\u200b{0}",
    "  {0}  ",
    "Dr. {0}",
    "({1}) {0}",
    "{0} - iPhone",
    "{0} (Samsung Galaxy)",
    "{0} · she/her",
)
