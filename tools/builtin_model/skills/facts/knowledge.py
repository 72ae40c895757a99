"""What the built-in model knows, and how it is asked: small tables of facts that nobody disputes."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import Final


def _table(text: str) -> dict[str, str]:
    """Read ``subject=value`` entries that semicolons separate."""
    entries = (entry.split("=") for entry in text.split(";") if entry.strip())
    return {subject.strip(): " ".join(value.split()) for subject, value in entries}


def _grouped(text: str) -> dict[str, str]:
    """Read ``value: subject, subject`` entries that semicolons separate."""
    groups = (entry.split(":") for entry in text.split(";") if entry.strip())
    return {
        " ".join(subject.split()): value.strip() for value, listed in groups for subject in listed.split(",")
    }


def _in_order(text: str) -> list[str]:
    return text.split()


CAPITALS: Final = _table("""
    Albania=Tirana; Armenia=Yerevan; Austria=Vienna; Azerbaijan=Baku; Belarus=Minsk; Belgium=Brussels;
    Bosnia and Herzegovina=Sarajevo; Bulgaria=Sofia; Croatia=Zagreb; Cyprus=Nicosia;
    the Czech Republic=Prague; Denmark=Copenhagen; England=London; Estonia=Tallinn; Finland=Helsinki;
    France=Paris; Georgia=Tbilisi; Germany=Berlin; Greece=Athens; Hungary=Budapest; Iceland=Reykjavik;
    Ireland=Dublin; Italy=Rome; Latvia=Riga; Liechtenstein=Vaduz; Lithuania=Vilnius; Luxembourg=Luxembourg;
    Malta=Valletta; Moldova=Chisinau; Monaco=Monaco; Montenegro=Podgorica; North Macedonia=Skopje;
    Norway=Oslo; Poland=Warsaw; Portugal=Lisbon; Romania=Bucharest; Russia=Moscow; Scotland=Edinburgh;
    Serbia=Belgrade; Slovakia=Bratislava; Slovenia=Ljubljana; Spain=Madrid; Sweden=Stockholm;
    Switzerland=Bern; Turkey=Ankara; Ukraine=Kyiv; the United Kingdom=London; Wales=Cardiff;
    Afghanistan=Kabul; Bahrain=Manama; Bangladesh=Dhaka; Bhutan=Thimphu; Cambodia=Phnom Penh; China=Beijing;
    India=New Delhi; Iran=Tehran; Iraq=Baghdad; Japan=Tokyo; Jordan=Amman; Kazakhstan=Astana;
    Kuwait=Kuwait City; Kyrgyzstan=Bishkek; Laos=Vientiane; Lebanon=Beirut; Malaysia=Kuala Lumpur;
    Mongolia=Ulaanbaatar; Nepal=Kathmandu; North Korea=Pyongyang; Oman=Muscat; Pakistan=Islamabad;
    the Philippines=Manila; Qatar=Doha; Saudi Arabia=Riyadh; Singapore=Singapore; South Korea=Seoul;
    Syria=Damascus; Tajikistan=Dushanbe; Thailand=Bangkok; the United Arab Emirates=Abu Dhabi;
    Uzbekistan=Tashkent; Vietnam=Hanoi; Algeria=Algiers; Angola=Luanda; Botswana=Gaborone; Cameroon=Yaounde;
    Chad=N'Djamena; Egypt=Cairo; Ethiopia=Addis Ababa; Gabon=Libreville; Ghana=Accra; Guinea=Conakry;
    Kenya=Nairobi; Liberia=Monrovia; Libya=Tripoli; Madagascar=Antananarivo; Malawi=Lilongwe; Mali=Bamako;
    Mauritius=Port Louis; Morocco=Rabat; Mozambique=Maputo; Namibia=Windhoek; Niger=Niamey; Nigeria=Abuja;
    Rwanda=Kigali; Senegal=Dakar; Sierra Leone=Freetown; Somalia=Mogadishu; Sudan=Khartoum; Togo=Lome;
    Tunisia=Tunis; Uganda=Kampala; Zambia=Lusaka; Zimbabwe=Harare; Argentina=Buenos Aires;
    the Bahamas=Nassau; Barbados=Bridgetown; Brazil=Brasilia; Canada=Ottawa; Chile=Santiago;
    Colombia=Bogota; Costa Rica=San Jose; Cuba=Havana; the Dominican Republic=Santo Domingo; Ecuador=Quito;
    El Salvador=San Salvador; Guatemala=Guatemala City; Guyana=Georgetown; Haiti=Port-au-Prince;
    Honduras=Tegucigalpa; Jamaica=Kingston; Mexico=Mexico City; Nicaragua=Managua; Panama=Panama City;
    Paraguay=Asuncion; Peru=Lima; Trinidad and Tobago=Port of Spain; the United States=Washington, DC;
    Uruguay=Montevideo; Venezuela=Caracas; Australia=Canberra; New Zealand=Wellington; Fiji=Suva;
    Papua New Guinea=Port Moresby
""")

# Countries of two continents are left out, and those whose name holds the name of one.
CONTINENTS: Final = _grouped("""
    Europe: Albania, Austria, Belgium, Bulgaria, Croatia, the Czech Republic, Denmark, Estonia, Finland,
        France, Germany, Greece, Hungary, Iceland, Ireland, Italy, Latvia, Lithuania, Luxembourg, Malta,
        Norway, Poland, Portugal, Romania, Serbia, Slovakia, Slovenia, Spain, Sweden, Switzerland, Ukraine,
        the United Kingdom;
    Asia: Afghanistan, Bangladesh, Cambodia, China, India, Iran, Iraq, Japan, Jordan, Laos, Lebanon,
        Malaysia, Mongolia, Nepal, North Korea, Oman, Pakistan, Qatar, Saudi Arabia, Singapore, South Korea,
        Syria, Thailand, Vietnam;
    Africa: Algeria, Angola, Cameroon, Chad, Ethiopia, Ghana, Kenya, Libya, Madagascar, Mali, Morocco,
        Mozambique, Namibia, Nigeria, Rwanda, Senegal, Somalia, Sudan, Tunisia, Uganda, Zambia, Zimbabwe;
    North America: Canada, Cuba, Guatemala, Jamaica, Mexico, the United States;
    South America: Argentina, Bolivia, Brazil, Chile, Colombia, Ecuador, Paraguay, Peru, Uruguay, Venezuela;
    Oceania: Fiji, New Zealand, Samoa, Tonga
""")

COLOURS: Final = _grouped("""
    yellow: a banana, a lemon, a sunflower, butter, mustard, an egg yolk, a canary;
    green: grass, a cucumber, broccoli, spinach, lettuce, a pea, a lime, an emerald, moss;
    blue: the sky, the sea, a blueberry, a sapphire;
    white: snow, milk, salt, flour, cotton, a polar bear, a sheet of paper, sugar, a snowman;
    black: coal, a crow, a raven, tar, soot;
    red: a tomato, a strawberry, a cherry, a raspberry, blood, a ruby, a fire engine, ketchup;
    orange: a carrot, a pumpkin, a goldfish;
    brown: chocolate, mud, an acorn, a chestnut, cinnamon, a walnut;
    grey: an elephant, ash, concrete, a dolphin;
    pink: a flamingo, a pig;
    purple: lavender, an aubergine, a plum
""")

DAYS: Final = _in_order("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS: Final = _in_order(
    "January February March April May June July August September October November December"
)
SEASONS: Final = _in_order("spring summer autumn winter")
ORDINALS: Final = _in_order(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)

# The length of February depends on the year.
COUNTS: Final = _table("""
    days in a week=7; months in a year=12; hours in a day=24; minutes in an hour=60; seconds in a minute=60;
    weeks in a year=52; seasons in a year=4; years in a decade=10; years in a century=100;
    cents in a euro=100; letters in the English alphabet=26; centimetres in a metre=100;
    metres in a kilometre=1000; grams in a kilogram=1000; eggs in a dozen=12; sides in a triangle=3;
    sides in a square=4; sides in a pentagon=5; sides in a hexagon=6; sides in an octagon=8;
    days in January=31; days in March=31; days in April=30; days in May=31; days in June=30; days in July=31;
    days in August=31; days in September=30; days in October=31; days in November=30; days in December=31
""")

PLURALS: Final = _table("""
    mouse=mice; man=men; woman=women; child=children; foot=feet; tooth=teeth; goose=geese; sheep=sheep;
    deer=deer; ox=oxen; person=people; knife=knives; wife=wives; life=lives; leaf=leaves; wolf=wolves;
    half=halves; shelf=shelves; loaf=loaves; thief=thieves; calf=calves; potato=potatoes; tomato=tomatoes;
    hero=heroes; baby=babies; city=cities; story=stories; lady=ladies; party=parties; puppy=puppies;
    berry=berries; fly=flies; country=countries; family=families; box=boxes; fox=foxes; bus=buses;
    dish=dishes; church=churches; watch=watches; glass=glasses; dress=dresses; class=classes; peach=peaches;
    brush=brushes; toy=toys; day=days; boy=boys; key=keys; monkey=monkeys; cat=cats; dog=dogs; book=books;
    tree=trees; house=houses; horse=horses; apple=apples; car=cars; bird=birds; star=stars
""")

_OPPOSITE_PAIRS: Final = _table("""
    big=small; hot=cold; up=down; in=out; on=off; full=empty; fast=slow; happy=sad; day=night; black=white;
    good=bad; high=low; wet=dry; clean=dirty; rich=poor; strong=weak; thick=thin; wide=narrow; early=late;
    loud=quiet; true=false; first=last; deep=shallow; open=closed; yes=no; north=south; east=west; love=hate;
    win=lose; buy=sell; push=pull; give=take; come=go; remember=forget; always=never; everything=nothing;
    above=below; before=after; inside=outside; top=bottom; front=back; many=few; summer=winter;
    safe=dangerous; polite=rude; friend=enemy; question=answer; awake=asleep; alive=dead; cheap=expensive;
    tight=loose; war=peace; success=failure; guilty=innocent; same=different; near=far; easy=difficult;
    entrance=exit; odd=even; sunrise=sunset; male=female; with=without
""")
# Their opposites have more than one opposite: light is not dark, and it is not heavy.
_OPPOSITES_ONE_WAY: Final = _table(
    "long=short; tall=short; heavy=light; dark=light; young=old; new=old; left=right"
)
OPPOSITES: Final = (
    _OPPOSITE_PAIRS | {value: word for word, value in _OPPOSITE_PAIRS.items()} | _OPPOSITES_ONE_WAY
)

YOUNG: Final = _grouped("""
    calf: cow, elephant, whale, giraffe, dolphin; cub: bear, lion, tiger, leopard, panda; foal: horse, zebra,
    donkey; joey: kangaroo, koala; pup: seal, bat; kitten: cat; puppy: dog; lamb: sheep; kid: goat;
    piglet: pig; chick: hen; duckling: duck; gosling: goose; cygnet: swan; fawn: deer; tadpole: frog;
    owlet: owl; eaglet: eagle; caterpillar: butterfly; leveret: hare
""")

SOUNDS: Final = _table("""
    dog=barks; cat=meows; cow=moos; duck=quacks; pig=oinks; sheep=bleats; goat=bleats; horse=neighs;
    lion=roars; tiger=roars; bee=buzzes; snake=hisses; frog=croaks; owl=hoots; wolf=howls; mouse=squeaks;
    rooster=crows; crow=caws; donkey=brays; hen=clucks; pigeon=coos; turkey=gobbles; elephant=trumpets;
    goose=honks
""")

LEGS: Final = _grouped("""
    no: snake, worm, fish, whale, dolphin; 2: bird, duck, hen, eagle, owl, penguin, ostrich, person;
    4: dog, cat, horse, cow, sheep, goat, pig, lion, elephant, mouse, frog, lizard, turtle;
    6: ant, bee, fly, beetle, butterfly, mosquito, wasp; 8: spider, scorpion; 10: crab, lobster
""")

_UP_TO_TWENTY: Final = _in_order("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
""")
_TENS: Final = _in_order("thirty forty fifty sixty seventy eighty ninety")
DIGITS: Final = {word: str(number) for number, word in enumerate(_UP_TO_TWENTY)} | {
    word: str(number) for number, word in zip(range(30, 100, 10), _TENS, strict=True)
}


def phrasings(text: str) -> tuple[str, ...]:
    """Return the phrasings that bars and line ends separate; they hold {s}, the subject, or {an_s}."""
    return tuple(part.strip() for part in text.replace("\n", "|").split("|") if part.strip())


QUESTIONS: Final = {
    kind: phrasings(text)
    for kind, text in {
        "capital": """
        What is the capital of {s}? | What's the capital of {s}? | Capital of {s}?
        Tell me the capital of {s}. | Which city is the capital of {s}? | What city is the capital of {s}?
        Name the capital of {s}. | What is the capital city of {s}? | Do you know the capital of {s}?
        {s} has which capital? | Can you tell me the capital of {s}? | The capital of {s} is which city?""",
        "continent": """
        Which continent is {s} in? | What continent is {s} in? | On which continent is {s}? | Where is {s}?
        Continent of {s}? | Which continent does {s} belong to? | {s} is on which continent?
        Tell me the continent of {s}. | In which part of the world is {s}? | Where in the world is {s}?
        Do you know which continent {s} is in? | What is the continent of {s}?""",
        "colour": """
        What colour is {s}? | What color is {s}? | Which colour is {s}? | What is the colour of {s}?
        Colour of {s}? | Tell me the colour of {s}. | {s} is what colour? | Which colour does {s} have?
        Do you know what colour {s} is? | What's the color of {s}? | Name the colour of {s}.
        What colour does {s} have?""",
        "neighbour": """
        Which {u} comes {p} {s}? | What {u} comes {p} {s}? | What {u} is {p} {s}? | What comes {p} {s}?
        What is the {u} {p} {s}? | The {u} {p} {s}? | Tell me the {u} {p} {s}. | Name the {u} {p} {s}.
        Which {u} comes right {p} {s}? | Do you know the {u} {p} {s}? | Which {u} is just {p} {s}?""",
        "nth month": """
        What is the {s} month of the year? | Which month is the {s} of the year? | What is the {s} month?
        {s} month of the year? | Name the {s} month. | Tell me the {s} month of the year.
        Which is the {s} month? | The {s} month is which one? | Do you know the {s} month of the year?
        Which month comes {s} in a year? | Which month is the {s} one?""",
        "month number": """
        What number is {s} among the months? | Which number does the month {s} have?
        What number month is {s}? | What is the month number of {s}? | {s} is month number what?
        Number of the month {s}? | Tell me the number of the month {s}. | As a number, which month is {s}?
        Which month number is {s}? | Month number of {s}? | What is the number of the month {s}?""",
        "count": """
        How many {unit} are there in {whole}? | How many {unit} does {whole} have? | How many {s}?
        How many {unit} are in {whole}? | How many {s} are there? | Number of {s}?
        {whole} has how many {unit}? | What is the number of {s}? | Tell me the number of {s}.
        Do you know how many {unit} {whole} has? | In {whole}, how many {unit} are there?""",
        "plural": """
        What is the plural of {s}? | What's the plural of {s}? | Plural of {s}? | Tell me the plural of {s}.
        What is the plural form of {s}? | What is the plural of the word {s}? | Give me the plural of {s}.
        One {s}, two what? | Do you know the plural of {s}? | How do you write the plural of {s}?
        What is the plural of "{s}"? | How do I say {s} in the plural?""",
        "opposite": """
        What is the opposite of {s}? | What's the opposite of {s}? | Opposite of {s}?
        Say the opposite of {s}. | Which word is the opposite of {s}? | Tell me the opposite of {s}.
        Give me the opposite of {s}. | What word means the opposite of {s}?
        What is the opposite of the word {s}? | Do you know the opposite of {s}?
        What is the opposite of "{s}"? | {s} is the opposite of what?""",
        "young": """
        What is a young {s} called? | What is a baby {s} called? | What do you call a young {s}?
        What do you call a baby {s}? | What is the young of {an_s} called? | What's a baby {s} called?
        What is the name for a young {s}? | A young {s} is called what? | Word for a baby {s}?
        What do people call a young {s}? | Which word means a young {s}? | Name for a young {s}?""",
        "sound": """
        What sound does {an_s} make? | What noise does {an_s} make? | What does {an_s} say? | Sound of {an_s}?
        Which sound does {an_s} make? | Tell me the sound of {an_s}. | What is the sound of {an_s}?
        {an_s} makes what sound? | Do you know what sound {an_s} makes? | What does {an_s} sound like?
        Which noise does {an_s} make?""",
        "legs": """
        How many legs does {an_s} have? | How many legs has {an_s} got? | {an_s} has how many legs?
        How many legs are there on {an_s}? | What is the number of legs of {an_s}? | Number of legs of {an_s}?
        Tell me how many legs {an_s} has. | Legs of {an_s}? | Do you know how many legs {an_s} has?
        Can you say how many legs {an_s} has? | How many legs would {an_s} have?""",
        "digits": """
        What is {s} in digits? | {s} in digits? | Write {s} in digits. | Write {s} as a number.
        Write the number {s} in digits. | How do you write {s} in digits? | Which number is {s}?
        {s} as a number? | Give me {s} in digits. | What is {s} as a number?
        Can you write {s} in digits? | Turn {s} into digits.""",
        "in words": """
        What is {s} in words? | {s} in words? | Write {s} in words. | Write {s} as a word. | Write out {s}.
        Write the number {s} in words. | How do you write {s} in words? | How do you spell the number {s}?
        Give me {s} in words. | What is {s} as a word? | Can you write {s} in words?
        Turn {s} into words.""",
    }.items()
}


def after(circle: list[str]) -> dict[str, str]:
    """Return what comes after each word of a circle of words."""
    return dict(pairwise(chain(circle, circle[:1])))


def before(circle: list[str]) -> dict[str, str]:
    """Return what comes before each word of a circle of words."""
    return after(circle[::-1])
