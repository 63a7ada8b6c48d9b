"""What is said around a company's name, and the legal forms at its end, by language. Phrases are folded, without marks.

The legal forms are those of the commercial codes of the languages' countries, in their usual spelling. Written from general knowledge.
"""

from collections.abc import Mapping


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


NAMING: Mapping[str, str] = {
    "en": "company is called|company s called|company called|business is called|business s called|business called|firm is called|firm called|company name is|company name s|business name is|"
    "business name s|name of the company is|name of my company is|name of our company is|name of the business is|name of my business is|name of our business is|name of the firm is|company s name is|"
    "business s name is|organisation is called|organization is called|trading name is|registered name is|it is called|it s called|we are called|we re called|trading as|trades as|registered as|"
    "on behalf of|the name is|name is|is named|i m calling for|invoice to|made out to|company name|business name|i represent|we trade as",
    "it": "azienda si chiama|ditta si chiama|societa si chiama|impresa si chiama|si chiama|ci chiamiamo|nome dell azienda e|nome della ditta e|nome della societa e|nome dell impresa e|ragione sociale e|"
    "la ragione sociale|ragione sociale|denominazione sociale e|denominazione sociale|denominazione e|il nome e|per conto di|per conto della|a nome della ditta|a nome della|"
    "intestata a|intestato a|chiamo per conto di|rappresento la|nome dell azienda|nome della ditta|nome della societa",
    "es": "empresa se llama|sociedad se llama|compania se llama|negocio se llama|se llama|nos llamamos|nombre de la empresa es|nombre de mi empresa es|nombre de nuestra empresa es|nombre de la sociedad es|"
    "razon social es|la razon social|razon social|denominacion social es|el nombre es|en nombre de|de parte de|a nombre de|represento a|nombre de la empresa",
    "fr": "societe s appelle|entreprise s appelle|boite s appelle|compagnie s appelle|s appelle|nous nous appelons|on s appelle|nom de la societe est|nom de l entreprise est|nom de ma societe est|"
    "nom de notre societe est|nom de mon entreprise est|nom de la societe c est|nom de l entreprise c est|raison sociale est|raison sociale c est|la raison sociale|raison sociale|denomination sociale est|"
    "le nom est|le nom c est|pour le compte de|de la part de|au nom de|je represente|nom de la societe|nom de l entreprise",
    "de": "firma heisst|firma heist|unternehmen heisst|unternehmen heist|gesellschaft heisst|gesellschaft heist|betrieb heisst|betrieb heist|wir heissen|wir heisen|name der firma ist|name meiner firma ist|"
    "name unserer firma ist|name des unternehmens ist|name unseres unternehmens ist|firmenname ist|firmenname lautet|firma lautet|firmenname|firmierung lautet|firmieren als|im namen von|im auftrag von|"
    "im namen der|im auftrag der|ich rufe fur|der name ist|der name lautet|es heisst|sie heisst|name der firma|ich vertrete die|ich vertrete",
    "pt": "empresa chama se|empresa se chama|sociedade chama se|firma chama se|companhia chama se|negocio chama se|chama se|se chama|chamamo nos|nome da empresa e|nome da minha empresa e|nome da nossa empresa e|"
    "nome da firma e|nome da sociedade e|denominacao social e|denominacao social|razao social e|razao social|firma e|o nome e|em nome de|em nome da|por conta de|represento a|"
    "nome da empresa",
}  # fmt: skip
"""What a company's name follows, and nothing else."""

WEAK: Mapping[str, str] = {
    "en": "my company is|our company is|the company is|my business is|our business is|the business is|my firm is|our firm is|the firm is|we are|we re|it is|it s|this is|i m with|i am with|company|firm|calling from|i work for|i work at|employed by|owner of|manager of|director of",
    "it": "la ditta|ditta|l azienda|azienda|la societa|societa|l impresa|impresa|siamo la|siamo|sono della|della ditta|lavoro per|lavoro da|lavoro alla|chiamo dalla|titolare della|titolare di|amministratore della|amministratore di",
    "es": "la empresa|empresa|la sociedad|sociedad|la compania|compania|somos la empresa|somos|es|trabajo para|trabajo en|llamo de|titular de|dueno de|duena de|gerente de",
    "fr": "la societe|societe|l entreprise|entreprise|la compagnie|nous sommes|c est|chez|je travaille pour|gerant de|gerante de|patron de|directeur de",
    "de": "die firma|firma|das unternehmen|der betrieb|wir sind die firma|wir sind die|wir sind|es ist|das ist|ich arbeite fur|ich arbeite bei|inhaber der|inhaberin der|geschaftsfuhrer der|bin von der",
    "pt": "a empresa|empresa|a sociedade|sociedade|a firma|firma|companhia|somos a|somos|e a|trabalho para|trabalho na|ligo da|sou da|dono da|dona da|gerente da",
}  # fmt: skip
"""What a name may follow, or anything else."""

INSIDE: Mapping[str, str] = {
    "en": "", "it": "azienda agricola|azienda vinicola|azienda sanitaria|impresa edile|impresa individuale|societa agricola|societa sportiva|societa cooperativa",
    "es": "sociedad agraria|empresa municipal|sociedad cooperativa", "fr": "entreprise generale|compagnie generale|societe generale|societe nouvelle", "de": "",
    "pt": "sociedade agricola|empresa municipal|companhia nacional",
}  # fmt: skip
"""Words for a company that begin its name."""

AFTER: Mapping[str, str] = {
    "en": "is the name|is the company|is my company|is our company|is the business|is our name|is my business|is what it s called|is what we re called",
    "it": "e il nome|e la ragione sociale|e la mia azienda|e la mia ditta|si chiama la ditta|si chiama l azienda|si chiama la societa|e la nostra azienda",
    "es": "es el nombre|es la empresa|es mi empresa|se llama la empresa|se llama mi empresa|es nuestra empresa",
    "fr": "c est le nom|est le nom|c est ma societe|c est notre societe|c est mon entreprise",
    "de": "heisst die firma|heist die firma|heisst meine firma|heisst das unternehmen|heissen wir|heisen wir|ist der name|ist der firmenname|ist unser name",
    "pt": "e o nome|e a empresa|e a minha empresa|chama se a empresa|e a nossa empresa",
}  # fmt: skip
"""What may follow a name."""

ENDS: Mapping[str, str] = {
    "en": "and i|and i m|and we|and we re|and my|i m calling|i am calling|i d like|i would like|based in|we are based|spelled|spelt|that s spelled|with two|with one|with a|please|thanks|thank you|as far as",
    "it": "e chiamo|e vorrei|e siamo|e sono|e il mio|con sede|che si|che fa|che ha|con la|con due|scritto|si scrive|per favore|grazie|per cortesia|chiamo per|vorrei",
    "es": "y llamo|y quiero|y quisiera|y mi|y soy|con sede|que se|con dos|se escribe|por favor|gracias|llamo por|quisiera",
    "fr": "et j|et je|et nous|et mon|basee a|situee a|qui est|qui fait|avec deux|avec un|ca s ecrit|s il vous plait|merci|je vous appelle|j appelle",
    "de": "und ich|und wir|und mein|mit sitz|aus der|geschrieben mit|mit zwei|das schreibt|bitte|danke|ich rufe|ich mochte",
    "pt": "e queria|e gostaria|e eu|e o meu|com sede|que se|que faz|com dois|escreve se|por favor|obrigado|obrigada|ligo por|queria",
}  # fmt: skip
"""What begins something else after a name."""

LEADS: Mapping[str, str] = {
    "en": "hello|hi|yes|yeah|well|so|sure|good morning|good afternoon|it|is|s|that|the company|called|named|my|our",
    "it": "buongiorno|salve|si|allora|ecco|certo|e|la|il|nostra|mia|della",
    "es": "hola|buenos dias|buenas tardes|si|pues|bueno|es|la|el|mi|nuestra",
    "fr": "bonjour|oui|alors|donc|bien sur|c est|est|la|le|notre|ma",
    "de": "hallo|guten tag|ja|also|das|ist|die|der|unsere|meine",
    "pt": "ola|bom dia|boa tarde|sim|entao|claro|e|a|o|minha|nossa",
}  # fmt: skip
"""Small words before a name that stands alone; an article that belongs to it is kept where it was written with a capital."""

NOUNS: Mapping[str, str] = {
    "en": "company business firm organisation organization employer work job self employed freelance freelancer private unemployed retired", "it": "azienda ditta societa impresa lavoro privato privata autonomo autonoma pensionato pensionata disoccupato disoccupata",
    "es": "empresa sociedad compania negocio trabajo autonomo autonoma particular jubilado jubilada", "fr": "societe entreprise compagnie boite travail particulier particuliere independant independante retraite chomage",
    "de": "firma unternehmen gesellschaft betrieb arbeit privat selbstandig selbststandig rentner rentnerin arbeitslos", "pt": "empresa sociedade firma companhia negocio trabalho particular autonomo autonoma reformado reformada",
}  # fmt: skip
"""Words for a company or for having none: no name consists of them."""

SMALL: Mapping[str, frozenset[str]] = {
    "en": _words("and of the for in on at by to a an"), "it": _words("e ed di del dello della dei degli delle da dal per il lo la i gli le al a in"), "es": _words("y e de del la las los el por para en a"),
    "fr": _words("et de du des la le les l d en au aux a sur sous pour"), "de": _words("und von vom zu zum zur der die das den dem im am in fur bei an auf mit"), "pt": _words("e de da do das dos a o as os em no na para"),
}  # fmt: skip
"""Words that are written small inside a name."""

ARTICLES = _words("the il lo la l i gli le el los las les der die das o os as")
"""Small words that a name may begin with."""

OWNED: Mapping[str, str] = {"it": "di"}
"""The word between a legal form and the owners, who belong to the name in Italy: `S.n.c. di Mario Rossi & C.`."""

ACRONYMS: Mapping[str, Mapping[str, str]] = {
    "en": {"ltd": "Ltd", "plc": "PLC", "llc": "LLC", "llp": "LLP", "inc": "Inc.", "corp": "Corp.", "cic": "CIC", "lp": "LP", "co": "Co."},
    "it": {
        "srl": "S.r.l.", "srls": "S.r.l.s.", "spa": "S.p.A.", "snc": "S.n.c.", "sas": "S.a.s.", "sapa": "S.a.p.A.", "scarl": "S.c.a.r.l.", "scrl": "S.c.r.l.", "ss": "S.s.",
        "onlus": "ONLUS", "asd": "A.S.D.",
    },
    "es": {"sl": "S.L.", "slu": "S.L.U.", "sa": "S.A.", "sau": "S.A.U.", "sll": "S.L.L.", "sc": "S.C.", "cb": "C.B.", "sas": "S.A.S.", "srl": "S.R.L."},
    "fr": {"sarl": "SARL", "sas": "SAS", "sasu": "SASU", "sa": "SA", "eurl": "EURL", "sci": "SCI", "snc": "SNC", "scop": "SCOP", "eirl": "EIRL", "scm": "SCM"},
    "de": {"gmbh": "GmbH", "ag": "AG", "kg": "KG", "ohg": "OHG", "ug": "UG", "ev": "e.V.", "eg": "eG", "gbr": "GbR", "kgaa": "KGaA", "ek": "e.K.", "mbh": "mbH", "ggmbh": "gGmbH"},
    "pt": {"sa": "S.A.", "lda": "Lda.", "ltda": "Ltda.", "sgps": "SGPS", "eireli": "EIRELI", "crl": "CRL"},
}  # fmt: skip
"""Legal forms by their letters, typed or spelled, with their usual spelling."""

ABROAD: Mapping[str, str] = {
    "gmbh": "GmbH", "ltd": "Ltd", "llc": "LLC", "plc": "PLC", "inc": "Inc.", "srl": "S.r.l.", "sarl": "SARL", "lda": "Lda.", "ltda": "Ltda.", "limited": "Limited",
}  # fmt: skip
"""Legal forms of other countries, as they are typed or said as a word."""

LEGAL_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "limited": "Limited", "incorporated": "Incorporated", "corporation": "Corporation", "public limited company": "PLC", "limited liability company": "LLC", "limited company": "Limited",
        "limited liability partnership": "LLP", "and company": "& Co.", "and co": "& Co.", "& co": "& Co.", "company limited": "Company Limited", "co limited": "Co. Limited",
        "holdings": "Holdings", "proprietary limited": "Pty Ltd", "p l c": "PLC",
    },
    "it": {
        "societa a responsabilita limitata semplificata": "S.r.l.s.", "societa a responsabilita limitata": "S.r.l.", "a responsabilita limitata": "S.r.l.", "societa per azioni": "S.p.A.",
        "societa in nome collettivo": "S.n.c.", "societa in accomandita semplice": "S.a.s.", "societa cooperativa": "Società Cooperativa", "soc coop": "Soc. Coop.", "e c": "& C.", "& c": "& C.",
    },
    "es": {
        "sociedad limitada unipersonal": "S.L.U.", "sociedad de responsabilidad limitada": "S.L.", "sociedad limitada": "S.L.", "sociedad anonima": "S.A.", "sociedad cooperativa": "Sociedad Cooperativa",
        "s coop": "S. Coop.", "s a de c v": "S.A. de C.V.", "sa de cv": "S.A. de C.V.", "ese a de ce uve": "S.A. de C.V.", "y compania": "y Cía.", "y cia": "y Cía.",
    },
    "fr": {
        "societe a responsabilite limitee": "SARL", "societe par actions simplifiee": "SAS", "societe anonyme": "SA", "et compagnie": "& Cie", "et cie": "& Cie", "& cie": "& Cie",
    },
    "de": {
        "gesellschaft mit beschrankter haftung": "GmbH", "aktiengesellschaft": "AG", "kommanditgesellschaft": "KG", "unternehmergesellschaft": "UG", "haftungsbeschrankt": "(haftungsbeschränkt)",
        "eingetragener verein": "e.V.", "genossenschaft": "Genossenschaft", "und co": "& Co.", "und ko": "& Co.", "& co": "& Co.", "und compagnie": "& Co.", "und cie": "& Cie.", "gemeh beha": "GmbH",
    },
    "pt": {
        "unipessoal limitada": "Unipessoal Lda.", "unipessoal lda": "Unipessoal Lda.", "limitada": "Lda.", "sociedade anonima": "S.A.", "e companhia": "& C.ª",
    },
}  # fmt: skip
"""Legal forms that are said in words."""

AMPERSANDS: Mapping[str, str] = {
    "en": "ampersand|and sign", "it": "e commerciale", "es": "y comercial|ampersand", "fr": "et commercial|esperluette", "de": "kaufmannisches und|kaufmanns und|und zeichen", "pt": "e comercial",
}  # fmt: skip

DOTS: Mapping[str, str] = {"en": "dot", "it": "punto", "es": "punto", "fr": "point", "de": "punkt", "pt": "ponto"}

DOMAINS = frozenset(("com", "it", "es", "fr", "de", "pt", "net", "org", "io", "eu", "uk", "ai"))
