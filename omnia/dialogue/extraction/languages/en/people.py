"""English: names of people and companies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.en import borne_names, british_names
from omnia.dialogue.extraction.languages.schema.people import CompanyWords, NameWords, People

NAMES = NameWords(
    elided=frozenset({"o", "n"}),
    same_sounding="steven stephen|catherine katherine kathryn katharine cathryn|ann anne|alan allan allen|geoffrey jeffrey|graham graeme|philip phillip|marc mark|"
    "eric erik|brian bryan|lynn lynne|jane jayne|nicholas nicolas|teresa theresa|stuart stewart|laurence lawrence|louis lewis|neil neal neill|"
    "sean shaun shawn|carl karl|isabel isabelle isobel|rachel rachael|zoe zoey|caitlin kaitlyn katelyn|hailey hayley haley|lesley leslie|vivian vivien|"
    "toni tony|terry terri|kelly kelley|kerry kerri|tracy tracey|stacy stacey|lindsay lindsey|barry barrie|robyn robin|aidan aiden|connor conor|"
    "ashley ashleigh|mohammed mohammad muhammad mohamed|ahmed ahmad|hussain hussein|reid read reed|gray grey|thompson thomson|davis davies|phillips philips|"
    "matthews mathews|cook cooke|lee leigh|rees reece rhys|pearce pierce pearse|green greene|macdonald mcdonald|maclean mclean|mackenzie mckenzie|"
    "burke burk|clark clarke|dickson dixon|nicholson nicolson|connolly connelly|doherty dougherty|meyer myer|snyder snider|fisher fischer|hoffman hoffmann|"
    "wolf wolfe|webb web|stevens stephens|stevenson stephenson|peterson petersen|jenson jensen|hansen hanson|olson olsen|larson larsen|anderson andersen|"
    "whittaker whitaker|bailey bayley|abbott abbot|bennett bennet|elliott elliot eliot|oneill oneil oneal|smyth smythe|carr karr",
    sounds=(
        ("ph", "f"),
        ("^kn", "n"),
        ("^wr", "r"),
        ("gh", ""),
        ("c(?=[eiy])", "s"),
        ("ck|qu?|c(?!h)", "k"),
        ("x", "ks"),
        ("ei|ea|ae|ay|ai", "ee"),
        ("(?:ey|ie|ee|y)$", "i"),
        ("y", "i"),
        ("(?<=[^aeiou])e(?=s?$)", ""),
        ("z", "s"),
        ("h(?=$|n)", ""),
    ),
    indefinite=frozenset({"a", "an"}),
    suffixes=frozenset({"jr", "sr", "jnr", "snr", "junior", "senior", "phd", "md", "esq", "esquire"}),
    misheard_endings={"'s": "s"},
    joined_prefixes={"mc": True, "mac": False},
    first_names="james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward "
    "ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron "
    "adam nathan henry peter harry oliver simon ian neil graham sean liam luke ethan noah bob bill tom mike jim joe dave steve chris tony alan colin keith dylan connor "
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie "
    "rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie "
    "olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara alice jean sophie charlotte lucy chloe grace jane "
    "kate claire fiona kim sue anne rose will april june may",
    cues="first and last name please|first and last name|name and surname|my name is|my name's|my full name is|the name is|the name's|full name is|full name|name is|i am called|i'm called|they call me|call me|you can call me|it is under|it's under|mononym|single name|i only have one name|i have only one name|i go by one name|just one name",
    weak_cues="i am|i'm|im|this is|it is|it's|here is|that is|that's|speaking with|you are speaking with|you're speaking with|speaking to|you are speaking to|you're speaking to|that would be|that'll be|it would be|it'll be|that will be",
    after_cues="is my name|is my full name|speaking|here|on the phone|on the line",
    first_labels="first name|given name|christian name|forename|first",
    last_labels="last name|surname|family name|second name|last",
    generic_labels=frozenset({"first", "last"}),
    fillers="is my the and it it's s would be called as named",
    honorifics="mr mrs ms miss mister missus dr doctor prof professor sir madam mx reverend rev",
    particles="de la van von der den di da del du le st saint al el bin ibn ter vd v. v/d v.d.",
    other_data="born|and i was born|i was born|date of birth|dob|my email|my e mail|email|e mail|my phone|phone|my number|my telephone|my address|i live|my birthday",
    lower=frozenset({"von", "van", "der", "den", "ter", "bin", "ibn", "vd", "v.", "v/d", "v.d."}),
    announcers="that that's thats this which is it it's i i'm spelled spelt spell spelling with a an the and then so as in for letter letters capital double single me my name names on of course sure apostrophe hyphen dash space",
    elided_surnames="brien callaghan carroll connell connor conor dea doherty donnell donoghue donovan dowd driscoll dwyer farrell flaherty flanagan flynn gara gorman grady hagan "
    "halloran hanlon hara hare kane keefe keeffe leary loughlin mahoney mahony malley meara neil neill regan reilly riordan rourke ryan shaughnessy shea sullivan toole",
    stopwords="i you he she it we they me him her us them my your his its our their the a an this that these those and or but if so because as at by for from in into of off on onto out over to up with about "
    "after before until than then too very just only not never always now here there today tomorrow yesterday what who whom whose which when where why how is are was were be been being am do does did done "
    "have has had having will would can could shall should may might must go going gone get got want wants wanted need needs like know think see say said tell told call calling calls called speak speaking talk "
    "please thanks sorry hello hi hey bye morning afternoon evening good yeah hmm okay well actually maybe perhaps nothing something anything none nobody someone anyone everyone email phone number name "
    "surname address date birth street road years old year month day week time hour minute question answer account bill insurance policy claim invoice payment order problem help spelled spelt spell letter letters "
    "don doesn didn isn aren wasn won couldn wouldn tired busy fine born live lives living interested calling looking trying married single late early ready sure happy afraid wrong english another both same double triple capital depends myself yourself dear whatever probably possibly goodbye byebye dunno lol haha hahaha omg wtf idk unsure definitely certainly absolutely exactly anyway anyhow alright perfect awesome oops ugh thing things stuff obviously basically literally honestly seriously indeed however though although likely unlikely somehow whoever nope yep yup nah",
    greetings="hello hi hey good morning afternoon evening please thanks thank you sorry excuse well so then name",
    lone_elided=frozenset({"o", "d"}),
    local_first_names=british_names.FIRST_NAMES,
    surnames=british_names.SURNAMES,
    everyday_first_names=british_names.EVERYDAY_FIRST_NAMES,
    common_first_names=borne_names.FIRST_NAMES,
    common_surnames=borne_names.SURNAMES,
    middle_names=True,
    illustrates="for in",
)  # fmt: skip

COMPANIES = CompanyWords(
    forms_also_words=frozenset({"inc", "corp", "limited", "holdings", "corporation"}),
    articles=frozenset({"the"}),
    naming="company is called|company s called|company called|business is called|business s called|business called|firm is called|firm called|company name is|company name s|business name is|"
    "business name s|name of the company is|name of my company is|name of our company is|name of the business is|name of my business is|name of our business is|name of the firm is|company s name is|"
    "business s name is|organisation is called|organization is called|trading name is|registered name is|it is called|it s called|we are called|we re called|trading as|trades as|registered as|"
    "on behalf of|the name is|name is|is named|i m calling for|invoice to|made out to|company name|business name|i represent|we trade as",
    weak="my company is|our company is|the company is|my business is|our business is|the business is|my firm is|our firm is|the firm is|we are|we re|it is|it s|this is|i m with|i am with|company|firm|calling from|i work for|i work at|employed by|owner of|manager of|director of",
    inside="",
    after="is the name|is the company|is my company|is our company|is the business|is our name|is my business|is what it s called|is what we re called",
    ends="and i|and i m|and we|and we re|and my|i m calling|i am calling|i d like|i would like|based in|we are based|spelled|spelt|that s spelled|with two|with one|with a|please|thanks|thank you|as far as",
    leads="hello|hi|yes|yeah|well|so|sure|good morning|good afternoon|it|is|s|that|the company|called|named|my|our",
    nouns="company business firm organisation organization employer work job self employed freelance freelancer private unemployed retired",
    small=frozenset(["and", "of", "the", "for", "in", "on", "at", "by", "to", "a", "an"]),
    acronyms={"ltd": "Ltd", "plc": "PLC", "llc": "LLC", "llp": "LLP", "inc": "Inc.", "corp": "Corp.", "cic": "CIC", "lp": "LP", "co": "Co."},
    legal_words={
        "limited": "Limited", "incorporated": "Incorporated", "corporation": "Corporation", "public limited company": "PLC", "limited liability company": "LLC", "limited company": "Limited",
        "limited liability partnership": "LLP", "and company": "& Co.", "and co": "& Co.", "& co": "& Co.", "company limited": "Company Limited", "co limited": "Co. Limited",
        "holdings": "Holdings", "proprietary limited": "Pty Ltd", "p l c": "PLC",
    },
    ampersands="ampersand|and sign",
    dots="dot",
)  # fmt: skip

PEOPLE = People(
    names=NAMES,
    companies=COMPANIES,
)
