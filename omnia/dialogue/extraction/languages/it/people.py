"""Italian: names of people and companies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.people import CompanyWords, NameWords, People

NAMES = NameWords(
    elided=frozenset({"d", "l", "dell", "dall"}),
    same_sounding="sara sarah|erica erika|cristian christian|cristina christina|debora deborah|jessica gessica|ilenia ylenia|katia catia|mirko mirco|nicolas nicholas|"
    "valter walter|vanda wanda|veronica veronika|noemi noemy|samanta samantha|tomas thomas|christopher cristopher",
    sounds=(
        ("^ch(?=r)", "c"),
        ("k", "c"),
        ("ph", "f"),
        ("th", "t"),
        ("y", "i"),
        ("w", "v"),
        ("h$", ""),
    ),
    indefinite=frozenset({"un", "una"}),
    first_names="mario luigi giuseppe antonio giovanni francesco marco andrea alessandro luca matteo lorenzo stefano roberto paolo claudio massimo fabio maurizio daniele davide simone riccardo federico "
    "salvatore vincenzo angelo carlo franco domenico bruno michele giorgio sergio luciano gianni gianluca giancarlo gianfranco pietro nicola giulio alberto aldo enrico enzo emanuele filippo "
    "gabriele gennaro giacomo ivan leonardo mattia mirko nino oscar pasquale piero raffaele renato renzo rocco romano samuele sandro silvio tommaso ugo umberto valerio vito vittorio walter cristian "
    "gian pier grazia pia "
    "christian edoardo diego dario diego elio ettore fausto guido alessio tiziano cesare "
    "maria anna giulia francesca sara laura chiara valentina elena alessandra silvia paola martina federica giovanna rosa angela teresa lucia carla caterina daniela cristina elisa roberta monica "
    "barbara simona patrizia sofia aurora alice giorgia emma greta beatrice camilla carmela concetta antonella antonietta antonia donatella emanuela enrica erica eleonora fabiola franca gabriella "
    "gianna giuseppina giuseppa graziella ilaria ivana lidia loredana luisa manuela mara marina marta michela mirella nadia noemi ornella raffaella rita rosanna rossella sabrina sandra serena sonia "
    "stefania tiziana valeria vanessa veronica vincenza virginia viviana debora rosaria domenica ludovica ginevra",
    cues="mononimo|ho solo un nome|ho un nome solo|ho un solo nome|mi chiamo|il mio nome e'|il mio nome e|mio nome e|il nome e'|il nome e|nome e cognome|il nome completo e|nome completo|mi chiamano|chiamami|mi chiami",
    weak_cues="io sono|sono|sarei|qui parla|qui e|parla|e' |e",
    after_cues="e' il mio nome|e il mio nome|mi chiamo|al telefono|all'apparecchio",
    first_labels="nome di battesimo|primo nome|di nome|nome",
    last_labels="di cognome|cognome",
    generic_labels=frozenset({"nome"}),
    fillers="e è il la lo mio mia l faccio ed invece mentre sono",
    honorifics="signor signore signora signorina sig sigra sig.ra dott dottor dottore dottoressa dottssa avv avvocato ing ingegnere prof professor professore professoressa geom geometra rag ragioniere don",
    particles="de di da dal dalla dalle dall dello della delle degli dei del dell la lo li d san santa",
    other_data="nato|nata|sono nato|sono nata|la mia mail|la mia email|la mia e mail|mail|email|il mio numero|il mio telefono|il mio indirizzo|data di nascita|abito|telefono|il mio codice fiscale|codice fiscale",
    lower=frozenset(),
    announcers="si scrive scrivo che con come lettera lettere doppia doppio e poi accento sulla sul maiuscola spelling faccio compitato apostrofo trattino",
    stopwords="io tu lui lei noi voi loro mi ti ci vi si lo la li le gli ne il i un uno una e ed o od ma se perche come quando dove chi che cosa quale quanto quanta quanti quante di a da in con su per tra fra "
    "del dello della dei degli delle al allo alla ai agli alle dal dalla nel nella nei nelle sul sulla non mai sempre ora adesso qui qua li la oggi domani ieri gia ancora anche pure solo molto poco tanto troppo piu meno "
    "sono sei e siamo siete era ero stato stata essere ho hai ha abbiamo avete hanno avere avuto faccio fa fai fare fatto vado va vai andare voglio vuole vorrei posso puo puoi devo deve so sa sai sapere dico dice detto "
    "chiamo chiama chiamare parlo parla parlare abito vivo nato nata telefono cellulare email mail posta indirizzo numero nome cognome data nascita via piazza anni anno mese giorno ora ore domanda risposta conto bolletta "
    "polizza sinistro fattura pagamento ordine problema aiuto niente nulla nessuno qualcosa qualcuno forse boh mah beh buongiorno buonasera buonanotte ciao salve arrivederci scusi scusa prego grazie stanco stanca pronto "
    "contento interessato sposato sicuro vero falso ritardo mio mia miei mie tuo tua suo sua nostro vostro questo questa quello quella lettera lettere doppia doppio maiuscola scrive davvero proprio appena bene male dipende oddio addio probabilmente possibilmente certamente sicuramente esattamente comunque ovviamente magari assolutamente perfetto haha ahah ahahah figurati forse cose roba onestamente praticamente purtroppo veramente altrimenti infatti",
    greetings="buongiorno buonasera buon giorno buona sera salve ciao prego grazie per favore scusi allora ecco guardi",
    lone_elided=frozenset({"d"}),
    illustrates="come",
)  # fmt: skip

COMPANIES = CompanyWords(
    forms_also_words=frozenset({"spa", "sas"}),
    articles=frozenset({"il", "lo", "la", "l", "i", "gli", "le"}),
    naming="azienda si chiama|ditta si chiama|societa si chiama|impresa si chiama|si chiama|ci chiamiamo|nome dell azienda e|nome della ditta e|nome della societa e|nome dell impresa e|ragione sociale e|"
    "la ragione sociale|ragione sociale|denominazione sociale e|denominazione sociale|denominazione e|il nome e|per conto di|per conto della|a nome della ditta|a nome della|"
    "intestata a|intestato a|chiamo per conto di|rappresento la|nome dell azienda|nome della ditta|nome della societa",
    weak="la ditta|ditta|l azienda|azienda|la societa|societa|l impresa|impresa|siamo la|siamo|sono della|della ditta|lavoro per|lavoro da|lavoro alla|chiamo dalla|titolare della|titolare di|amministratore della|amministratore di",
    inside="azienda agricola|azienda vinicola|azienda sanitaria|impresa edile|impresa individuale|societa agricola|societa sportiva|societa cooperativa",
    after="e il nome|e la ragione sociale|e la mia azienda|e la mia ditta|si chiama la ditta|si chiama l azienda|si chiama la societa|e la nostra azienda",
    ends="e chiamo|e vorrei|e siamo|e sono|e il mio|con sede|che si|che fa|che ha|con la|con due|scritto|si scrive|per favore|grazie|per cortesia|chiamo per|vorrei",
    leads="buongiorno|salve|si|allora|ecco|certo|e|la|il|nostra|mia|della",
    nouns="azienda ditta societa impresa lavoro privato privata autonomo autonoma pensionato pensionata disoccupato disoccupata",
    small=frozenset([
        "e", "ed", "di", "del", "dello", "della", "dei", "degli", "delle", "da", "dal", "per", "il", "lo", "la", "i", "gli", "le", "al", "a", "in",
    ]),
    owned="di",
    acronyms={
        "srl": "S.r.l.", "srls": "S.r.l.s.", "spa": "S.p.A.", "snc": "S.n.c.", "sas": "S.a.s.", "sapa": "S.a.p.A.", "scarl": "S.c.a.r.l.", "scrl": "S.c.r.l.", "ss": "S.s.",
        "onlus": "ONLUS", "asd": "A.S.D.",
    },
    legal_words={
        "societa a responsabilita limitata semplificata": "S.r.l.s.", "societa a responsabilita limitata": "S.r.l.", "a responsabilita limitata": "S.r.l.", "societa per azioni": "S.p.A.",
        "societa in nome collettivo": "S.n.c.", "societa in accomandita semplice": "S.a.s.", "societa cooperativa": "Società Cooperativa", "soc coop": "Soc. Coop.", "e c": "& C.", "& c": "& C.",
    },
    ampersands="e commerciale",
    dots="punto",
)  # fmt: skip

PEOPLE = People(
    names=NAMES,
    companies=COMPANIES,
)
