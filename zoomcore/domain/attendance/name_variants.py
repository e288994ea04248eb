"""Given names and what their bearers are called, spellings of one family name: for suggestions only, never for credit.

One line a group (one that is indented goes on with it), in the letters of `names.name_key`; a word may stand in
several.
"""

_GROUPS = """
abigail abby abbie gail
abdullah abdallah abdu abdul abdoul
agnieszka aga agnes agnes agi
aisha ayesha aicha ayse aysha
alejandro alex ale jandro alexander
aleksandr alexander alexandre alexandros oleksandr aleksander alex sasha sascha shura sandy xander lex
alexandra aleksandra alessandra alejandra alex sasha lexi sandra sandy xandra ola
alice alicia ali
amanda mandy
anastasia nastya nastia stacy ana asya
andrew andreas andrei andrey andres andrea andy drew dre
angela angie angelica ange
ann anna anne annie ana anja anya hannah nan nancy ania asia
anthony antonio anton toni tony toño antoine
barbara barb babs basia bobbie
benjamin ben benji benny
bernard bernie bernd bernhard
bartholomew bart bartek bartosz
boris borya
carlos charles karl carl charlie chuck carlitos lalo karol
caroline carolina carol carrie caro lina karolina
catherine katherine kathryn katharina katarzyna ekaterina yekaterina katerina catalina catarina caterina kate
  katie kathy cathy kitty kat kathi kathe kasia katya katja cat cathrin trina
charlotte lottie charlie lotte
christina christine kristina cristina tina chris chrissy krisztina
christopher christian cristian kristof krzysztof christoph chris kit topher krzys stoffel
concepcion concha conchi conchita
constance connie
cynthia cindy
daniel daniela danielle dan danny dani
david dave davey davide dawid
deborah debra debbie deb
dmitrii dmitry dmitriy dmitri dimitri dmytro dima mitya dimitris dimitrios
dolores lola loli
dominic dominik dom nick
donald don donnie
dorothy dot dottie dorothea thea dora
douglas doug
edward eduardo eduard edouard ed eddie eddy ted ned teddy edu lalo
eleanor elena helena ellen eleni nell nora ella lena elenka lenka
elizabeth elisabeth elisabet isabel isabella elzbieta elspeth liz lizzie beth betty bettie eliza lisa liza
  libby elsa elli sissi bess ela
emily emilia emmy em milly
emmanuel manuel manolo manny emanuel manu
enrique henry heinrich henrik henri quique kike hank harry heiner
ernest ernesto ernst ernie
esther estera essie
eugene evgenii yevgeny evgeny evgeni yevgeniy eugenio zhenya gene jenya
evgenia eugenia yevgenia zhenya
fatima fatma fatimah fatoumata
fernando ferdinand nando fer
florence flo florian flori
francisco francis franciszek francesco frank franz frankie paco pancho fran curro kiko cisco frans
frances francesca francisca fran frannie paqui paca
frederick friedrich frederic fred freddy fritz federico fede
friederike rike fritzi frederike
gabriel gabriela gabe gabi gaby
george georg giorgos georgios jorge jerzy georgy yorgos yiorgos jurek jorg
gerald gerard gerhard gerry jerry gerd
gertrude gert trudy
giovanni gianni john
giuseppe beppe peppe pino joseph
gregory gregor grigory greg grisha grzegorz gregorio
guadalupe lupe lupita
guillermo memo willy william
gwendolyn gwen wendy
harold harry hal
harpreet harry preet
herbert bert herb
hussein husain hussain hossein huseyin
ignacio nacho iñaki ignatius iggy
inigo iñaki
isaac ike zac
ivan vanya john juan jan ivo
ibrahim ibra abraham ebrahim brahim ibo
jack john jackson
jacob jakob jakub jake kuba jaime jago santiago
jacqueline jackie
jadwiga jadzia hedwig
james jim jimmy jamie jem
jane janet joan juana janine
javier xavier javi xavi
jennifer jenny jen jenna
jeremy jerry jez jeremiah
jerome hieronymus jerry
jessica jess jessie
jesus chuy chucho suso
joachim jochen achim joaquin quino kim
johannes hannes hans johann john jan ivan juan jean giovanni joao ian sean johnny jon jonas hansi juanito
  janek yannick
jonathan jon john jonny nathan jonas
joseph jose josef giuseppe yusuf youssef josip jozef joe joey pepe pepito seppl sepp jojo
josephine josefina jo josie pepa fina
joshua josh
judith judy jude
juergen jurgen jogi jurg
julia julie yulia juliana jules yulya julka
kenneth ken kenny
khadija khadijah hatice
konstantin kostya costa kostas constantine
ksenia xenia xenija oksana ksyusha
larissa lara
lawrence laurence lorenz lorenzo larry laurie lars
leonard leonardo leo len lenny leonid
lakshmi laxmi lakshmy
louis luis luigi ludwig lou louie lui lucho
lucia lucy lucie luz lucinda
ludmila lyudmila mila lyuda
magdalena magda lena maddie madeleine magdalene
malgorzata gosia margaret goska
manjunath manju
margaret margarita margherita margarete marguerite maggie meg peggy madge marge greta rita gretchen daisy gitta margot
maria mary marie mariya maryam miriam mariam masha molly polly mia mitzi maja mari marysia
martin martin marty marcin martino
martha marta
matthew matthias mateo mateusz matt matti matty mathieu
maurice moritz mauricio mo
maximilian max maxi maxim maksim maks
mercedes merche merce
michael miguel mikhail michel michal mihai mike mick mickey micky misha mikey mitch michele micha mikael mischa
mohammed muhammad mohamed mohammad muhammed mahomet mehmet mohamad mohd md mo hamoudi hamada hammoudi mamadou
mustafa mostafa moustapha
natalia natalya nataliya natalie natasha nata tasha nat
nathaniel nathan nate nat
nicholas nikolai nicolas nikolaus nikolaos nikos nick nico niko klaus kolya mikolaj nicky claus colin
nicole nikki nicola
noor nour nur
oliver olivier ollie oli
olivia liv livvy
oluwaseun seun
omar umar omer
pamela pam
patricia pat patty tricia trish patsy pati
patrick pat paddy patricio
paul pablo pavel pawel paulo paolo pasha pauli
peter pedro pierre piotr petr pyotr pete petya pietro petros peer pit
philip phillip felipe philippe phil pip filip filippo
priscilla cilla
priya priyanka
rajesh raj rajeev
rachel rae shelly raquel
raymond ray ramon raimundo
rebecca becky becca beck rebekah
richard ricardo riccardo rick dick richie rich ricky ryszard
robert roberto rupert bob bobby rob robbie bert beto robin
roger rodger
ronald ron ronnie
rosario charo rosa rosie
rose rosa rosalind rosie rosemary
samantha sam sammy
samuel sam sammy
sarah sara sally sadie
saeed said saied
sebastian seb basti bastian sebas
sergei sergey sergio serge seryozha serhii
siddharth sid siddhartha
sofia sophia sophie sonya zofia sonia zosia sofie
stanislaw stanislav staszek stan stas stach
stephen steven stefan stephan etienne esteban steve steph stepan szczepan stevie
stephanie steph stefanie stefania steffi
susan susanne susanna zuzanna suzanne sue suzie susi zuza
svetlana sveta lana
taras tarasik
tatiana tatyana tanya tania tanja
theodore teodoro fyodor fedor theo ted teddy todor
theresa teresa therese terry tess tessa tere resi
thomas tomas tomasz tommaso tom tommy tomek
timothy tim timmy timo timofey
ulrich uli ulli udo
valentina valya tina vale
venkatesh venky venkat
veronica veronika ronnie vero nika
victor viktor vic vitya
victoria viktoria vicky tori vika vikki
vincent vicente vincenzo vince vinnie chente
virginia ginny ginger
vladimir volodymyr wladimir vova volodya vlad wlodek
walter walt wally gualterio
william wilhelm guillaume guillermo bill billy will willy liam wil wim helmut
wojciech wojtek adalbert
youssef yusuf yousef yousuf joseph joe yosef josef yussuf
zachary zach zack zak
zbigniew zbyszek zbig
zainab zeynep zaynab zeinab
chukwuemeka emeka
chidinma chichi chi
babajide jide
oluwatobi tobi
oluwafemi femi
ayodele ayo
temitope temi tope
ngozi ngo
kwame kwami
aleksei alexei aleksey alexey alexis alyosha lyosha
xu hsu hsue
zhang chang cheung teo
zhou chou chow
cai tsai choi chua
zhao chao chiu
cao tsao
zheng cheng tay
zhu chu
xie hsieh tse
xiao hsiao
huang wong hwang ng
wang wong ong
liu lau low
li lee lie
chen chan tan chin ch'en
lin lim lam
wu ng goh
lee yi rhee i ri li
park bak pak
kim gim ghim
choi choe chey
jung jeong chung jeung
kang gang
yoon yun youn
lim im rim
shin sin
han hahn
cho jo joe
noh no roh
ahn an
kwon gwon
hwang whang
sato satoh satou
ito itoh itou
ono oono ohno
kato katoh
saito saitoh saitou
yoko yohko youko
nguyen nguyenn
sayed sayyid said alsayed elsayed alsayyid
masri almasri elmasri
rashid alrashid rasheed
"""


def _read(text: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().replace("\n  ", " ").splitlines()):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_GROUPED = _read(_GROUPS)
_NONE: frozenset[int] = frozenset()


def variants(word: str) -> frozenset[int]:
    """The groups it stands in, by number: two words that share one may be the same name."""
    return _GROUPED.get(word, _NONE)
