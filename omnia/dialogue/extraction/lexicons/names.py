"""Names of people: common first names, the words that announce a name, titles, particles, and words that are never names.

The first names are the commonest ones of each language's countries, written from general knowledge; all words are folded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from omnia.dialogue.extraction.lexicons import british_names, lexicon
from omnia.dialogue.extraction.lexicons.answers import CORRECTION, NO, POLITE, UNIVERSALS, WRONG, YES
from omnia.dialogue.extraction.lexicons.emails import SIGNS

FIRST_NAMES: Mapping[str, str] = {
    "en": "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george edward "
    "ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron "
    "adam nathan henry peter harry oliver simon ian neil graham sean liam luke ethan noah bob bill tom mike jim joe dave steve chris tony alan colin keith dylan connor "
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie "
    "rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie "
    "olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara alice jean sophie charlotte lucy chloe grace jane "
    "kate claire fiona kim sue anne rose will april june may",
    "it": "mario luigi giuseppe antonio giovanni francesco marco andrea alessandro luca matteo lorenzo stefano roberto paolo claudio massimo fabio maurizio daniele davide simone riccardo federico "
    "salvatore vincenzo angelo carlo franco domenico bruno michele giorgio sergio luciano gianni gianluca giancarlo gianfranco pietro nicola giulio alberto aldo enrico enzo emanuele filippo "
    "gabriele gennaro giacomo ivan leonardo mattia mirko nino oscar pasquale piero raffaele renato renzo rocco romano samuele sandro silvio tommaso ugo umberto valerio vito vittorio walter cristian "
    "gian pier grazia pia "
    "christian edoardo diego dario diego elio ettore fausto guido alessio tiziano cesare "
    "maria anna giulia francesca sara laura chiara valentina elena alessandra silvia paola martina federica giovanna rosa angela teresa lucia carla caterina daniela cristina elisa roberta monica "
    "barbara simona patrizia sofia aurora alice giorgia emma greta beatrice camilla carmela concetta antonella antonietta antonia donatella emanuela enrica erica eleonora fabiola franca gabriella "
    "gianna giuseppina giuseppa graziella ilaria ivana lidia loredana luisa manuela mara marina marta michela mirella nadia noemi ornella raffaella rita rosanna rossella sabrina sandra serena sonia "
    "stefania tiziana valeria vanessa veronica vincenza virginia viviana debora rosaria domenica ludovica ginevra",
    "es": "jose antonio juan manuel francisco luis javier miguel carlos angel jesus david pedro daniel alejandro maria rafael fernando alberto pablo ramon jorge sergio enrique vicente andres diego "
    "adrian juanjo victor ignacio raul ivan eduardo oscar ruben santiago joaquin roberto alvaro mario gabriel jaime alfonso ricardo emilio salvador julio guillermo marcos julian tomas agustin "
    "martin gonzalo hugo felipe cesar nicolas samuel mariano sebastian lorenzo hector rodrigo arturo esteban gerardo mateo lucas leonardo ernesto rogelio armando "
    "carmen ana isabel dolores pilar josefa teresa rosa cristina laura angeles antonia elena marta francisca lucia mercedes luisa concepcion rosario juana paula sara raquel beatriz eva "
    "manuela patricia rocio julia montserrat silvia encarnacion irene alba yolanda sonia sandra susana marina margarita natalia inmaculada claudia nuria gloria amparo veronica sofia lourdes alicia "
    "ines victoria esther angela guadalupe alejandra monica gabriela daniela valentina camila ximena fernanda andrea adriana mariana consuelo esperanza blanca carolina begona celia diana",
    "fr": "jean pierre michel philippe alain nicolas christophe bernard daniel patrick laurent david eric julien sebastien stephane olivier pascal thomas frederic thierry gerard didier christian francois "
    "jacques claude andre rene louis marcel roger luc henri paul robert yves georges gilles guy serge vincent bruno denis dominique marc antoine maxime alexandre romain guillaume benjamin kevin mathieu matthieu "
    "jerome cedric fabrice franck herve lucas hugo gabriel leo raphael arthur jules adam nathan ethan theo clement quentin florian adrien anthony charles emile etienne fabien gaston gregory ludovic xavier yann "
    "marie nathalie isabelle sylvie catherine martine christine francoise monique valerie sandrine veronique nicole stephanie celine sophie brigitte chantal jacqueline anne patricia annie christiane "
    "monique helene aurelie emilie julie camille laura lea manon chloe emma ines jade louise alice lina juliette charlotte pauline marion lucie sarah elodie caroline virginie delphine corinne florence "
    "claire audrey laetitia agnes aline amandine anais beatrice cecile denise dominique elisabeth eliane genevieve jeanne josiane madeleine mathilde melanie michele mireille odile simone suzanne therese yvette",
    "de": "peter michael thomas andreas wolfgang klaus jurgen juergen gunter guenter stefan stephan christian uwe werner horst frank dieter manfred hans gerhard bernd torsten thorsten matthias martin alexander heinz karl "
    "helmut walter jorg joerg markus rolf daniel kurt ralf sebastian jan tobias florian johannes maximilian lukas leon paul jonas felix ben elias noah finn luis max moritz niklas tim david philipp "
    "fabian dennis marcel patrick sven dirk holger jens kai lars marco mario oliver robert rainer reinhard rudiger siegfried ulrich volker wilhelm friedrich ernst fritz georg gunther heinrich herbert hubert josef "
    "joachim otto erich bernhard armin "
    "ursula monika petra elisabeth sabine renate helga karin brigitte ingrid erika andrea gisela claudia susanne gabriele christa christine hildegard anna birgit barbara gerda heike angelika maria ute julia "
    "marion martina angela doris jutta katharina silke stefanie kerstin nicole sandra anja tanja katrin kathrin melanie simone daniela nadine anne lena laura lea hannah mia emma sophie johanna marie "
    "charlotte clara franziska jana jessica lisa luisa sarah sophia vanessa christina cornelia dagmar eva gertrud heidi ilse inge irmgard margarete marlies regina rosemarie sigrid silvia steffi ulrike waltraud",
    "pt": "jose joao antonio francisco carlos paulo pedro lucas luiz luis marcos gabriel rafael daniel marcelo bruno eduardo felipe filipe raimundo rodrigo manoel manuel mateus matheus andre fernando fabio leonardo "
    "gustavo guilherme leandro tiago thiago anderson ricardo marcio jorge sebastiao alexandre roberto edson diego vitor victor sergio claudio geraldo adriano luciano julio renato alex vinicius rui nuno miguel "
    "goncalo duarte tomas diogo hugo david martim rodrigo simao afonso santiago henrique helder vasco joaquim domingos alberto mario artur augusto "
    "maria ana francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica leticia julia luciana vanessa mariana gabriela vera vitoria larissa claudia beatriz rita "
    "sonia renata eliane josefa simone natalia cristiane carla debora rosangela jaqueline rosa daniela aparecida marlene terezinha raquel fabiana joana ines sofia carolina margarida catarina leonor "
    "matilde helena isabel teresa lucia paula susana manuela fatima alice filipa marta diana laura lurdes conceicao luisa graca rosario madalena barbara sara silvia",
}  # fmt: skip

CUES: Mapping[str, str] = {
    "en": "my name is|my name's|my full name is|the name is|the name's|full name is|full name|name is|i am called|i'm called|they call me|call me|you can call me|it is under|it's under",
    "it": "mi chiamo|il mio nome e'|il mio nome e|mio nome e|il nome e'|il nome e|nome e cognome|il nome completo e|nome completo|mi chiamano|chiamami|mi chiami",
    "es": "me llamo|mi nombre es|mi nombre completo es|el nombre es|el nombre completo es|nombre completo|nombre y apellidos|nombre y apellido|me llaman|llameme|llamame|a nombre de",
    "fr": "je m'appelle|je m appelle|m'appelle|mon nom est|mon nom c'est|mon nom complet est|le nom est|nom complet|nom et prenom|prenom et nom|on m'appelle|appelez-moi|appelez moi",
    "de": "ich heisse|ich heise|mein name ist|mein name lautet|mein name|mein voller name ist|mein vollstandiger name ist|der name ist|der name lautet|name ist|man nennt mich|nennen sie mich|vor- und nachname|vor und nachname",
    "pt": "o meu nome e|meu nome e|meu nome completo e|o meu nome completo e|o nome e|nome completo|chamo-me|chamo me|me chamo|eu me chamo|nome e apelido|nome e sobrenome|chamam-me|trate-me por",
}  # fmt: skip
"""What announces a name and nothing else."""

WEAK_CUES: Mapping[str, str] = {
    "en": "i am|i'm|im|this is|it is|it's|here is|that is|that's|speaking with|you are speaking with|you're speaking with|speaking to|you are speaking to|you're speaking to|that would be|that'll be|it would be|it'll be|that will be",
    "it": "io sono|sono|sarei|qui parla|qui e|parla|e' |e",
    "es": "yo soy|soy|habla|le habla|aqui|es",
    "fr": "je suis|moi c'est|moi c est|c'est|c est|ici",
    "de": "ich bin|ich bin's|hier ist|hier spricht|hier|es spricht|das ist|sie sprechen mit|bin",
    "pt": "eu sou|sou|aqui e|aqui fala|daqui fala|fala|aqui|e",
}
"""What may announce a name or anything else."""

AFTER_CUES: Mapping[str, str] = {
    "en": "is my name|is my full name|speaking|here|on the phone|on the line",
    "it": "e' il mio nome|e il mio nome|mi chiamo|al telefono|all'apparecchio",
    "es": "es mi nombre|me llamo|al habla|al aparato|al telefono",
    "fr": "est mon nom|je m'appelle|a l'appareil|au telephone",
    "de": "ist mein name|heisse ich|heise ich|am apparat|am telefon|mein name",
    "pt": "e o meu nome|e meu nome|ao telefone|a falar|falando",
}
"""What may follow a name."""

FIRST_LABELS: Mapping[str, str] = {
    "en": "first name|given name|christian name|forename|first",
    "it": "nome di battesimo|primo nome|di nome|nome",
    "es": "nombre de pila|primer nombre|de nombre|nombre",
    "fr": "prenoms|prenom",
    "de": "vornamen|vorname|rufname",
    "pt": "nome proprio|primeiro nome|nome de batismo|nome",
}

LAST_LABELS: Mapping[str, str] = {
    "en": "last name|surname|family name|second name|last",
    "it": "di cognome|cognome",
    "es": "primer apellido|de apellidos|de apellido|apellidos|apellido",
    "fr": "nom de famille|nom de naissance|nom",
    "de": "nachnamen|nachname|familienname|zuname|hausname",
    "pt": "ultimo nome|nome de familia|apelidos|apelido|sobrenome",
}

GENERIC_LABELS: Mapping[str, frozenset[str]] = {
    "en": frozenset({"first", "last"}),
    "it": frozenset({"nome"}),
    "es": frozenset({"nombre"}),
    "fr": frozenset({"nom"}),
    "de": frozenset(),
    "pt": frozenset({"nome"}),
}
"""Labels that also announce a whole name, or are ordinary words: labels only beside another one."""

LINKS: Mapping[str, str] = {
    "en": "is my the and it it's s would be called as named",
    "it": "e è il la lo mio mia l faccio ed invece mentre sono",
    "es": "es el la mi mis son y lo los",
    "fr": "est le la mon l c et c'est",
    "de": "ist der die das mein meine lautet und heisst heise",
    "pt": "é e o a meu minha os meus são sao",
}
"""Small words between what announces a name and the name."""

HONORIFICS: Mapping[str, str] = {
    "en": "mr mrs ms miss mister missus dr doctor prof professor sir madam mx reverend rev",
    "it": "signor signore signora signorina sig sigra sig.ra dott dottor dottore dottoressa dottssa avv avvocato ing ingegnere prof professor professore professoressa geom geometra rag ragioniere don",
    "es": "senor senora senorita sr sra srta don dona doctor doctora dr dra licenciado licenciada ingeniero ingeniera profesor profesora",
    "fr": "monsieur madame mademoiselle m mr mme mlle docteur dr maitre me professeur pr",
    "de": "herr herrn frau fraulein dr doktor prof professor dipl ing",
    "pt": "senhor senhora sr sra menina dom dona doutor doutora dr dra engenheiro engenheira eng professor professora",
}

PARTICLES: Mapping[str, str] = {
    "en": "de la van von der den di da del du le st saint al el bin ibn ter",
    "it": "de di da dal dalla dalle dall dello della delle degli dei del dell la lo li d san santa",
    "es": "de del la las los y i san santa",
    "fr": "de du des la le d saint sainte",
    "de": "von vom zu zum zur van der den dem de ter",
    "pt": "da de do das dos e d sao santo",
}
"""Words inside a surname, before its main one."""

LOWER: Mapping[str, frozenset[str]] = {
    "en": frozenset({"von", "van", "der", "den", "ter", "bin", "ibn"}),
    "it": frozenset(),
    "es": frozenset({"de", "del", "la", "las", "los", "y", "i"}),
    "fr": frozenset({"de", "du", "des", "d"}),
    "de": frozenset({"von", "vom", "zu", "zum", "zur", "van", "der", "den", "dem", "de", "ter", "und"}),
    "pt": frozenset({"da", "de", "do", "das", "dos", "e", "d"}),
}
"""Particles that are written small."""

TELLING: Mapping[str, str] = {
    "en": "that that's thats this which is it it's i i'm spelled spelt spell spelling with a an the and then so as in for letter letters capital double single me my name names on of course sure apostrophe hyphen dash space",
    "it": "si scrive scrivo che con come lettera lettere doppia doppio e poi accento sulla sul maiuscola spelling faccio compitato apostrofo trattino",
    "es": "se escribe escribo que con como letra letras doble y luego acento tilde en la mayuscula deletreo deletreado por guion",
    "fr": "ca s ecrit ecris qui avec comme lettre lettres double deux et puis accent aigu grave sur le majuscule j epelle epele apostrophe tiret",
    "de": "das wird schreibt sich geschrieben ich mit wie buchstabe buchstaben buchstabiere buchstabiert doppel und dann gross am ende bindestrich eszett",
    "pt": "escreve escrevo se que com como letra letras duplo dupla dois e depois acento no na maiuscula soletro soletrado apostrofo hifen",
}  # fmt: skip
"""Words around a name that is said twice or spelled."""

ELIDED_SURNAMES: Mapping[str, str] = {
    "en": "brien callaghan carroll connell connor conor dea doherty donnell donoghue donovan dowd driscoll dwyer farrell flaherty flanagan flynn gara gorman grady hagan "
    "halloran hanlon hara hare kane keefe keeffe leary loughlin mahoney mahony malley meara neil neill regan reilly riordan rourke ryan shaughnessy shea sullivan toole",
}  # fmt: skip
"""Surnames after an elided word that recognisers of speech write without the apostrophe: `obrien`."""

SECOND_NAMES: Mapping[str, str] = {
    "es": "del carmen|de los angeles|del pilar|del mar|de la luz|de las mercedes|de jesus|del rosario|de la cruz|de los dolores|de lourdes",
    "pt": "de fatima|da conceicao|da graca|de lurdes|do carmo|das dores|da luz|de jesus",
}
"""What belongs to the first name before it: `María del Carmen`."""

NEVER: Mapping[str, str] = {
    "en": "i you he she it we they me him her us them my your his its our their the a an this that these those and or but if so because as at by for from in into of off on onto out over to up with about "
    "after before until than then too very just only not never always now here there today tomorrow yesterday what who whom whose which when where why how is are was were be been being am do does did done "
    "have has had having will would can could shall should may might must go going gone get got want wants wanted need needs like know think see say said tell told call calling calls called speak speaking talk "
    "please thanks sorry hello hi hey bye morning afternoon evening good yeah hmm okay well actually maybe perhaps nothing something anything none nobody someone anyone everyone email phone number name "
    "surname address date birth street road years old year month day week time hour minute question answer account bill insurance policy claim invoice payment order problem help spelled spelt spell letter letters "
    "don doesn didn isn aren wasn won couldn wouldn tired busy fine born live lives living interested calling looking trying married single late early ready sure happy afraid wrong english another both same double triple capital depends myself yourself dear",
    "it": "io tu lui lei noi voi loro mi ti ci vi si lo la li le gli ne il i un uno una e ed o od ma se perche come quando dove chi che cosa quale quanto quanta quanti quante di a da in con su per tra fra "
    "del dello della dei degli delle al allo alla ai agli alle dal dalla nel nella nei nelle sul sulla non mai sempre ora adesso qui qua li la oggi domani ieri gia ancora anche pure solo molto poco tanto troppo piu meno "
    "sono sei e siamo siete era ero stato stata essere ho hai ha abbiamo avete hanno avere avuto faccio fa fai fare fatto vado va vai andare voglio vuole vorrei posso puo puoi devo deve so sa sai sapere dico dice detto "
    "chiamo chiama chiamare parlo parla parlare abito vivo nato nata telefono cellulare email mail posta indirizzo numero nome cognome data nascita via piazza anni anno mese giorno ora ore domanda risposta conto bolletta "
    "polizza sinistro fattura pagamento ordine problema aiuto niente nulla nessuno qualcosa qualcuno forse boh mah beh buongiorno buonasera buonanotte ciao salve arrivederci scusi scusa prego grazie stanco stanca pronto "
    "contento interessato sposato sicuro vero falso ritardo mio mia miei mie tuo tua suo sua nostro vostro questo questa quello quella lettera lettere doppia doppio maiuscola scrive davvero proprio appena bene male dipende oddio",
    "es": "yo tu el ella nosotros vosotros ellos ellas usted ustedes me te se nos os lo la los las le les un una unos unas y e o u pero si porque como cuando donde quien que cual cuanto cuantos de a en con por para sin "
    "sobre entre desde hasta del al no nunca siempre ahora aqui alli ahi hoy manana ayer ya tambien tampoco solo muy mucho poco tanto demasiado mas menos soy eres es somos son era fue ser estoy esta estan estar estaba "
    "he has ha hemos han haber hay tengo tiene tener hago hace hacer hecho voy va ir quiero quiere quisiera puedo puede debo debe se sabe saber digo dice decir dicho llamo llama llamar llamo hablo habla hablar vivo naci nacido "
    "telefono movil correo email direccion numero nombre apellido apellidos fecha nacimiento calle plaza anos ano mes dia hora pregunta respuesta cuenta factura poliza siniestro pago pedido problema ayuda nada nadie algo alguien "
    "quizas quiza hola adios buenos buenas dias tardes noches gracias perdon cansado cansada listo contento interesado casado seguro tarde mi mis tu tus su sus nuestro este esta ese esa letra letras doble mayuscula escribe bien mal depende",
    "fr": "je tu il elle on nous vous ils elles me te se moi toi lui eux le la les un une des du de d l et ou mais si car parce comme quand ou qui que quoi quel quelle combien a au aux en dans par pour sans sur sous entre avec chez "
    "depuis jusque ne pas jamais toujours maintenant ici la aujourd hui demain hier deja aussi seulement tres trop peu beaucoup plus moins suis es est sommes etes sont etais etait etre ai as a avons avez ont avoir eu fais fait faire "
    "vais va aller veux veut voudrais peux peut dois doit sais sait savoir dis dit dire appelle appeler appelez parle parler habite vis ne nee telephone portable mail email courriel adresse numero nom prenom date naissance rue place "
    "ans annee mois jour heure question reponse compte facture police sinistre paiement commande probleme aide rien personne quelque chose quelqu peut etre bonjour bonsoir salut revoir merci pardon fatigue fatiguee pret contente "
    "interesse sur retard mon ma mes ton ta tes son sa ses notre votre ce cet cette ces lettre lettres double majuscule ecrit depend vraiment bien mal dommage aucune aucun idee",
    "de": "ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen der die das den dem des ein eine einen einem einer und oder aber wenn weil dass wie wann wo wer was welche welcher warum wieso von zu zum zur in im an am auf "
    "aus bei mit nach vor uber unter fur ohne durch um bis seit nicht nie immer jetzt hier da dort heute morgen gestern schon auch nur sehr viel wenig mehr weniger bin bist ist sind seid war waren sein gewesen habe hast hat haben hatte "
    "mache macht machen gemacht gehe geht gehen will wollen mochte wurde kann konnen muss mussen soll weiss weis wissen sage sagt sagen gesagt rufe anrufen spreche spricht sprechen wohne lebe geboren telefon handy email mail adresse "
    "nummer name vorname nachname datum geburtsdatum strasse platz jahre jahr monat tag uhr stunde frage antwort konto rechnung versicherung schaden zahlung bestellung problem hilfe nichts niemand etwas jemand vielleicht hallo guten tag "
    "morgen abend tschuss danke bitte entschuldigung mude fertig froh interessiert verheiratet sicher spat mein meine dein deine unser dieser diese dieses buchstabe buchstaben doppel gross gros geschrieben wirklich gut schlecht keine ahnung kein",
    "pt": "eu tu voce ele ela nos vos eles elas voces me te se lhe lhes o a os as um uma uns umas e ou mas se porque como quando onde quem que qual quanto quantos de em com por para sem sobre entre desde ate do da dos das no na nos nas ao aos pelo pela "
    "nao nunca sempre agora aqui ali la hoje amanha ontem ja tambem so muito pouco tanto demais mais menos sou es e somos sao era foi ser estou esta estao estar tenho tem ter faco faz fazer feito vou vai ir quero quer queria posso pode devo deve "
    "sei sabe saber digo diz dizer dito chamo chama chamar falo fala falar moro vivo nasci nascido telefone telemovel celular email correio endereco morada numero nome apelido sobrenome data nascimento rua praca anos ano mes dia hora pergunta "
    "resposta conta fatura apolice sinistro pagamento encomenda pedido problema ajuda nada ninguem algo alguem talvez ola adeus tchau bom boa tarde noite obrigado obrigada desculpe cansado cansada pronto contente interessado casado seguro "
    "atrasado meu minha meus minhas teu tua seu sua nosso este esta esse essa letra letras duplo maiuscula escreve bem mal certeza depende",
}  # fmt: skip
"""Words of everyday speech that no answer to the question for a name consists of."""


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """One language's words of names; all folded.

    `known`: first names of the language, `foreign`: of the others; `firsts`: all first names that are likely where the language is
    spoken, `surnames`: all surnames; `everyday`: first names that are words of everyday speech.
    """

    known: frozenset[str]
    foreign: frozenset[str]
    firsts: frozenset[str]
    surnames: frozenset[str]
    everyday: frozenset[str]
    links: frozenset[str]
    honorifics: frozenset[str]
    particles: frozenset[str]
    lower: frozenset[str]
    elided: frozenset[str]
    telling: frozenset[str]
    second: frozenset[tuple[str, ...]]
    generic: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=16)
def name_lexicon(language: str) -> NameLexicon:
    """The lexicon of a language; English where the language is not served."""
    served = language if language in FIRST_NAMES else "en"
    known = frozenset(FIRST_NAMES[served].split())
    foreign = frozenset(name for other, names in FIRST_NAMES.items() if other != served for name in names.split())
    second = frozenset(tuple(phrase.split()) for phrase in SECOND_NAMES.get(served, "").split("|") if phrase)
    return NameLexicon(
        known=known,
        foreign=foreign - known,
        firsts=known | frozenset(british_names.FIRST_NAMES.split() if served == "en" else ()),
        surnames=frozenset(
            f"{british_names.SURNAMES} o{ELIDED_SURNAMES['en'].replace(' ', ' o')}".split() if served == "en" else ()
        ),
        everyday=frozenset(british_names.EVERYDAY_FIRST_NAMES.split() if served == "en" else ()),
        links=frozenset(LINKS[served].split()),
        honorifics=frozenset(HONORIFICS[served].split()),
        particles=frozenset(PARTICLES[served].split()),
        lower=LOWER[served],
        telling=frozenset(TELLING[served].split()),
        elided=frozenset(f"o{name}" for name in ELIDED_SURNAMES.get(served, "").split()),
        second=second,
        generic=GENERIC_LABELS[served],
        never=_never(served),
    )


GREETINGS: Mapping[str, str] = {
    "en": "hello hi hey good morning afternoon evening please thanks thank you sorry excuse well so then name",
    "it": "buongiorno buonasera buon giorno buona sera salve ciao prego grazie per favore scusi allora ecco guardi",
    "es": "hola buenos buenas dias tardes noches por favor gracias perdon perdone disculpe pues bueno mire",
    "fr": "bonjour bonsoir merci s il vous plait pardon excusez alors donc bon",
    "de": "hallo guten gruss gott tag morgen abend bitte danke entschuldigung also",
    "pt": "ola bom boa dia tarde noite por favor obrigado obrigada desculpe entao olhe",
}
"""Words of politeness beside a name."""


@lru_cache(maxsize=16)
def leading_words(language: str) -> frozenset[str]:
    """The words that lead to a name and tell nothing else."""
    tables = (LINKS, HONORIFICS, PARTICLES, WEAK_CUES, FIRST_LABELS, LAST_LABELS, GREETINGS)
    words = " ".join(table[language] for table in tables)
    answers = {phrase for phrase in f"{YES[language]}|{NO[language]}".split("|") if " " not in phrase}
    return frozenset(re.split(r"[^\w]+", words)).union(answers)


def _never(language: str) -> frozenset[str]:
    """Words that are no names: of everyday speech, of answers, of numbers and of dates."""
    words = set(NEVER[language].split())
    phrases = [YES[language], NO[language], POLITE[language], CORRECTION[language], WRONG[language]]
    phrases.extend(table[language] for table in UNIVERSALS.values())
    phrases.extend(SIGNS[language])
    known = lexicon(language)
    for entries in known.words.values():
        phrases.extend([entries] if isinstance(entries, str) else entries)
    phrases.extend((*known.currencies, *known.cents))
    for phrase in phrases:
        words.update(phrase.replace("|", " ").split())
    numbers = known.numbers
    tables = (
        numbers.cardinals,
        numbers.scales,
        numbers.hundreds,
        numbers.ordinals,
        numbers.denominators,
        numbers.dozens,
        numbers.halves,
    )
    for table in tables:
        words.update(table)
    return frozenset(words)
