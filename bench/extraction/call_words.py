# ruff: noqa: E501, ISC004, SIM905
"""What callers from Britain are called and how single letters, digits and words sound: data of `simulate_calls`.

Names are ordinary ones of the communities that live in Britain, written from general knowledge; every person is made up. What is
taken for what follows from phonetics: letters of one vowel (B C D E G P T V; A J K and eight; F S X; M N; I Y; Q U) are confused
on a line of 3.4 kHz, and a letter by itself is written as the word that sounds like it.
"""

PEOPLE = {
    "english": (
        "oliver george harry arthur alfie charlie freddie thomas edward stephen philip geoffrey nigel trevor clive derek roger barry "
        "darren wayne lee gareth rupert hugo alistair amelia isla poppy freya ivy florence matilda georgina philippa gillian hilary "
        "maureen doreen beryl hazel tracy mandy kerry gemma zoe jodie natasha abigail bethany imogen harriet rosemary hayley leanne",
        "smith jones taylor brown williams wilson johnson davies patel wright walker white thompson hughes green hall lewis wood harris "
        "clarke jackson turner hill moore cooper ward morris bailey parker bennett shaw chapman marshall barker knight palmer stevens "
        "holmes mills webb hodgson fletcher dawson pearce barnes butterworth greenwood winterbottom ramsbottom sutcliffe entwistle "
        "fairclough higginbotham pickering thistlethwaite bloomfield haythornthwaite goodfellow whitehouse lightfoot",
    ),
    "scottish": (
        "hamish callum ewan euan fraser gordon duncan alasdair iain rory lachlan fergus kirsty morag eilidh mhairi ailsa fiona shona iona",
        "macdonald campbell stewart robertson mackenzie ross murray macleod mcintosh buchanan sinclair drummond farquharson mcallister "
        "urquhart menzies dalziel colquhoun galbraith mckay",
    ),
    "irish": (
        "sean patrick declan kieran cormac eamon padraig brendan niall siobhan niamh aoife sinead roisin grainne caoimhe orla bridget maeve",
        "murphy kelly o'brien o'connor o'sullivan walsh byrne ryan gallagher doherty kavanagh mccarthy o'neill mcguinness fitzgerald "
        "flanagan maguire heffernan",
    ),
    "welsh": (
        "dafydd rhys owain gwyn huw ieuan emrys geraint gethin angharad sian cerys bronwen rhiannon myfanwy nerys gwenllian delyth",
        "jones evans davies thomas roberts griffiths llewellyn prosser pugh vaughan gwynne bowen powell pritchard gethin protheroe",
    ),
    "south asian": (
        "mohammed ali ahmed imran tariq bilal usman rajesh sanjay vikram anil arjun harpreet gurpreet jaswinder priya anjali deepika "
        "fatima aisha zainab nasreen sunita kavita simran manpreet shabana",
        "khan ahmed hussain begum patel singh kaur sharma gupta mehta chaudhry iqbal malik sheikh rahman chowdhury desai banerjee "
        "krishnan subramaniam nair bhatt sidhu gill dhaliwal",
    ),
    "polish": (
        "piotr tomasz krzysztof marek pawel andrzej wojciech agnieszka katarzyna magdalena malgorzata joanna ewa beata monika",
        "nowak kowalski kowalczyk wisniewski lewandowski kaminska zielinski wojcik szymanska mazur wozniak jankowska",
    ),
    "nigerian": (
        "chinedu emeka oluwaseun adebayo babatunde tunde ifeanyi ngozi chioma folake yetunde adaeze temitope funmilayo amina",
        "okonkwo adeyemi okafor adebayo balogun ogunleye nwosu eze okeke afolabi obi mensah oyelaran",
    ),
    "chinese": ("wei li ming xiao mei jing yan chun kwok wai lok siu", "wong chan lee cheung zhang wang liu chen ho lam ng tang yeung huang"),
    "others": (
        "mehmet ayse yusuf elif andreea ionut giovanni paolo dimitrios eleni jose maria tiago ana mihai svetlana olga abdi hodan kwame",
        "yilmaz demir kaya popescu ionescu georgiou rossi santos silva ferreira ivanova petrova mohamed hassan warsame boateng owusu",
    ),
}  # fmt: skip
"""First names and surnames by origin."""

SHARES = {
    "english": 50,
    "scottish": 8,
    "irish": 8,
    "welsh": 7,
    "south asian": 11,
    "polish": 5,
    "nigerian": 4,
    "chinese": 3,
    "others": 4,
}

DISTRICTS = (
    "AB10 AB41 AL3 B1 B14 B29 B92 BA2 BB5 BD7 BH8 BL1 BN3 BN21 BR2 BS8 BS16 BT7 BT48 CA4 CB1 CB24 CF5 CF24 CH63 CM9 CO3 CR0 CR7 CT14 CV5 "
    "CW2 DA11 DD3 DE7 DE24 DG1 DH4 DL6 DN12 DT5 DY8 E2 E17 E1W E14 EC1A EC2N EC4M EH6 EH14 EN8 EX4 EX31 FK9 FY2 G4 G12 G73 GL5 GU14 HA3 HD2 "
    "HG1 HP13 HR9 HS2 HU5 HX7 IG8 IP3 IP28 IV2 KA9 KT6 KW1 KY12 L8 L18 LA6 LD1 LE3 LL57 LN11 LS6 LS29 LU4 M1 M13 M60 ME7 MK9 MK42 ML11 N1 N22 "
    "N1C NE6 NE33 NG5 NN4 NP20 NR3 NW1 NW11 NW1W OL6 OX4 OX29 PA3 PE2 PE30 PH1 PL7 PO9 PR7 RG6 RH19 RM3 S7 S11 S70 SA5 SE1 SE15 SE28 SG9 "
    "SK4 SK17 SL3 SM5 SN9 SO14 SP8 SR5 SS3 ST7 SW1A SW1X SW9 SW19 SY16 TA3 TD5 TF10 TN8 TN31 TQ6 TR2 TS17 TW8 UB4 W3 W14 W1T WA3 WC1B WC2H "
    "WD6 WF12 WN4 WR5 WS2 WV14 YO7 YO31 ZE1"
).split()
"""Districts over all areas and shapes of British postcodes."""

INWARD = "ABDEFGHJLNPQRSTUWXYZ"

LETTER_WORDS = {
    "a": "a ay hey", "b": "b be bee", "c": "c see sea", "d": "d dee the", "e": "e he", "f": "f eff", "g": "g gee", "h": "h age each aitch",
    "i": "i eye", "j": "j jay", "k": "k kay okay", "l": "l el hell", "m": "m em am", "n": "n and en in an", "o": "o oh", "p": "p pee pea",
    "q": "q queue cue", "r": "r are", "s": "s as ess yes", "t": "t tea tee", "u": "u you", "v": "v the we", "w": "w double you", "x": "x ex",
    "y": "y why", "z": "z zed said",
}  # fmt: skip
"""The letter itself, then words that sound like it, the likeliest first."""

CONFUSED = {
    "a": "8 k h", "b": "d p v e", "c": "t e", "d": "b t e g", "e": "b d p", "f": "s", "g": "t j d", "h": "8 a", "i": "y", "j": "g a k", "k": "a j",
    "l": "o", "m": "n", "n": "m", "o": "l", "p": "t b e d", "q": "u", "r": "i a", "s": "f x", "t": "p d e c", "u": "q", "v": "b e d", "w": "u",
    "x": "s", "y": "i", "z": "s",
}  # fmt: skip

DIGIT_WORDS = {
    "0": "o 0 zero oh", "1": "one 1 won", "2": "two 2 to too", "3": "three 3 free", "4": "four 4 for", "5": "five 5", "6": "six 6 sex",
    "7": "seven 7", "8": "eight 8 ate", "9": "nine 9",
}  # fmt: skip

DIGITS_CONFUSED = {
    "0": "4 l",
    "1": "9 n",
    "2": "q 3",
    "3": "e 2",
    "4": "5",
    "5": "9 i",
    "6": "x",
    "7": "11",
    "8": "a h",
    "9": "5 n",
    "10": "8",
}

ALPHABETS = (
    dict(zip("abcdefghijklmnopqrstuvwxyz", "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec "
                                            "romeo sierra tango uniform victor whiskey x-ray yankee zulu".split(), strict=True)),
    dict(zip("abcdefghijklmnopqrstuvwxyz", "apple bertie cat dog elephant freddie george harry indigo jack king london mother nelly orange peter queen "
                                            "robert sugar tommy umbrella victor william xylophone yellow zebra".split(), strict=True)),
)  # fmt: skip
"""The official words for letters, and ones that people make up."""

RESPELLED = (
    ("ph", "f"), ("ck", "k"), ("ee", "ea"), ("ea", "ee"), ("ie", "y"), ("y", "ie"), ("ey", "y"), ("ll", "l"), ("tt", "t"), ("nn", "n"), ("ss", "s"),
    ("rr", "r"), ("ks", "x"), ("kw", "qu"), ("th", "t"), ("ai", "ay"), ("ei", "ie"), ("ou", "u"), ("e ", " "), ("s ", " "), ("ne ", "n "), ("ton ", "ten "),
    ("son ", "sen "), ("er ", "a "), ("a ", "er "), ("i", "e"), ("o", "or"), ("u", "oo"), ("gh", ""), ("h", ""), ("c", "k"), ("z", "s"), ("mac", "mc"),
    ("mc", "mac"), ("mac", "mac "), ("mc", "mc "), ("wn ", "wne "), ("n ", "m "), ("d ", " "), ("b", "p"), ("v", "b"), ("sh", "ch"), ("w", "v"), ("j", "y"),
)  # fmt: skip
"""How a name that is not known is written by its sound; a blank is the end of a word."""
