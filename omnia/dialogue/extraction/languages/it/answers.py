"""Italian: yes, no, choices and what may be said at any moment."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.answers import Answers, ChoiceWords, EitherWords, ReactionWords, YesNoWords

YES_NO = YesNoWords(
    yes="si|sisi|si si|certo|certamente|esatto|esattamente|giusto|corretto|va bene|vabbene|ok|okay|okey|d accordo|perfetto|confermo|proprio cosi|"
    "ovvio|ovviamente|sicuro|sicuramente|assolutamente|bene|benissimo|e giusto|e corretto|va benissimo|volentieri|senz altro|assolutamente si|"
    "direi di si|credo di si|penso di si|mi sembra di si|come no|gia|vero|affermativo|ci sto|procedi|proceda|facciamo|nessun problema|per me va bene|"
    "mi sta bene|e cosi|puo andare|puoi dirlo|fallo"
    "|confermato|confermata|sono io|naturalmente|perche no|certo che si|ma certo|eccome|altroche|mi va|mi va bene"
    "|sissignore|affare fatto|ci mancherebbe|non c e problema|non ci sono problemi|niente in contrario"
    "|nulla in contrario|perfettamente|benone|con piacere|penso proprio di si|credo proprio di si|mi pare di si"
    "|sarebbe perfetto|si confermo|senza dubbio|non c e dubbio"
    "|non e sbagliato|non e male|niente male|non e un problema|non e falso",
    no="mica tanto|mica molto|no|nono|no no|sbagliato|errato|scorretto|non e giusto|non e corretto|non e cosi|non va bene|per niente|niente affatto|assolutamente no|"
    "certo che no|falso|mai|negativo|macche|ma no|direi di no|credo di no|penso di no|non credo|non penso|non esattamente|non proprio|"
    "non confermo|non sono d accordo|non d accordo|neanche per sogno|non ci siamo|c e un errore|nemmeno|non e ok|non ok|neanche|nient affatto|"
    "non voglio|non mi va|non mi sta bene|non direi|non e vero|non mi piace|non e|non sono"
    "|non ancora|figuriamoci|non mi interessa|non lo voglio|non la voglio|non ne ho|non ce l ho|neanche per idea"
    "|nemmeno per idea|manco per idea|manco per niente|per carita|non se ne parla|non ora|non adesso|non posso"
    "|tutt altro|niente da fare|nossignore|al contrario|non esiste|col cavolo|ne l uno ne l altro|nessuno dei due"
    "|non ho",
    yes_alone=frozenset(("gia", "vero", "mi va", "sono io")),
    unsure=r"non so|non saprei|non lo so|forse|boh|non (?:ne )?sono (?:tanto |molto |del tutto )?sicur[oa]|nessuna idea|saprei dir\w*|dipende|"
    r"puo darsi|puo essere|chissa|chi lo sa|si e no|ni",
    polite="per|favore|grazie|scusi|scusa|mi|eh|ehm|ah|oh|allora|guardi|senta|vorrei|voglio|posso|potrei|ora|adesso|un|una|con|beh|buongiorno|prego|cortesia|parlare|no|si|devo|ma|mah|dai",
    correction="intendo|intendevo|volevo dire|ho detto|dicevo|e|anzi|piuttosto|scusi|in realta|deve essere|dovrebbe essere|non quello|ma|il|la|lo|correzione|invece|cioe|bensi",
    retraction="intendo|intendevo|volevo dire|volevo dirle|correzione|doveva essere|mi sono sbagliato|mi sono sbagliata",
    wrong="sbagliato|sbagliata|errato|errata|non e giusto|non e giusta|non e corretto|non e corretta|cambiare|cambia|cambi|correggere|correggi|errore|sbagliati|non va bene",
    idioms={},
    negations=frozenset(("non", "no", "mai", "nemmeno", "neanche")),
    plain_yes="si",
    nobody=r"nessun[oa]?",
    wordy=frozenset(("come", "cosa", "basta", "stop")),
)  # fmt: skip

REACTIONS = ReactionWords(
    exceptions="ma|pero|tranne|eccetto|eccezione|salvo che|salvo per|salvo il|salvo la|salvo l|a parte|solo|soltanto|solamente|unica cosa"
    "|escluso|esclusa|fuorche|quasi|anche se|in parte|a meta|meno che|meno il|meno la|tutto meno|non del tutto|bensi",
    no_exceptions="solo quello|solo questo|solo un attimo|solo un momento|non solo|ma si|ma certo|ma certamente|ma ovvio|ma ovviamente",
    doubts="probabilmente|piu o meno|all incirca|circa|pressappoco|presumibilmente|possibilmente|speriamo|spero|in un certo senso"
    "|suppongo|dovrebbe|diciamo",
    bare_no="no|nono|no no|nossignore|ma no",
    deniable="",
    between="aspetti|aspetta|un attimo|un momento|scusi|scusa|mi scusi|anzi|cioe|allora|eh|ehm|ah|beh|mah|e|o|ma|pero|dai|per favore"
    "|prego|invece|grazie|volevo dire|voglio dire|intendevo|o meglio|mi correggo|ho sbagliato|mi sono sbagliato|mi sono sbagliata",
    assenting_questions="perche no|come no",
    going_on="e|e poi|poi|dopo|quindi|ancora|continua|e ancora|il resto e|seguito da",
    takes_back="scusi|scusa|mi scusi|anzi|ho detto|dicevo|volevo dire|intendevo|si chiama|mi chiamo|si scrive|e scritto",
    retractions="anzi|scusi|mi scusi|scusa|no aspetti|aspetti|in realta|mi correggo|ho sbagliato|mi sono sbagliato|mi sono sbagliata|volevo dire|correggo|pardon",
    ends_in="finisce con|finisce per|finisce in|termina con|ultima cifra e|ultime cifre sono|ultime due cifre sono|ultime tre cifre sono|ultime quattro cifre sono|ultime due sono|alla fine e",
    copulas="e|deve essere|dovrebbe essere|sarebbe|e in realta",
)  # fmt: skip

EITHER = EitherWords(
    first="primo|prima|il primo|la prima|numero uno|opzione uno",
    second="secondo|seconda|il secondo|la seconda|l altro|l altra|ultimo|ultima|numero due|opzione due",
)  # fmt: skip

CHOICES = ChoiceWords(
    articles=frozenset({"la", "il", "lo", "l", "le"}),
    all="tutti|tutte|tutto|tutti quanti|tutte quante|ognuno|ognuna|qualsiasi|tutto quanto",
    both="entrambi|entrambe|ambedue|tutti e due|tutte e due|tutt e due|tutti due|l uno e l altro|i due|le due",
    counted="tutti e #|tutte e #|tutt e #|i #|le #",
    none="nessuno|nessuna|nessuno di questi|nessuna di queste|nessuno dei due|nessuna delle due|niente|nulla|ne l uno ne l altro|ne l una ne l altra",
    without="tranne|eccetto|salvo|fuorche|a parte|escluso|esclusa|esclusi|escluse|ad eccezione di|a eccezione di|meno|all infuori di|ad esclusione di",
    instead="al posto di|al posto della|al posto del|invece di|invece della|invece del|anziche",
    denial="togliere|tolga|togli|tolgo|escluda|levi|levare|elimini|rimuova|no|non|ne|senza|mica|neanche|nemmeno|neppure", contrast="ma|pero|bensi", join="e|ed|piu|assieme a|insieme a|oltre a|sia|che", alternative="o|oppure|ne",
    agreed="si|va bene|ok", added="anche|pure|in piu|aggiunga|aggiungi|aggiungere|inoltre", only="solo|soltanto|solamente|unicamente|esclusivamente",
    first="primi #|prime #|# primi|# prime|i # primi|le # prime", last="ultimi #|ultime #|# ultimi|# ultime|gli # ultimi|le # ultime", last_one="ultimo|ultima",
    place="numero #|la #|il #|opzione #|opzione numero #", counts="uno/una due tre quattro cinque sei sette otto nove dieci",
    idle="nient altro|niente altro|nulla piu|niente di piu|va tutto bene|tutto bene|del tutto|tutto qui|e tutto|prima di tutto|di tutto|non solo|non importa|perche no|non so|non lo so|se no"
    "|a meno che|per lo meno|almeno|piu o meno|sempre che|in tutto|senza eccezione|senza eccezioni|nessuna eccezione",
)  # fmt: skip

COMMANDS = {
    "repeat": "ripeta|ripeti|puo ripetere|puoi ripetere|mi ripeta|me lo ripeta|me lo ripete|potrebbe ripetere|come scusi|come ha detto|cosa ha detto|che cosa ha detto|"
        "non ho sentito|non ho capito|scusi non ho capito|scusi non ho sentito|ripetere|ancora una volta|prego come|cosa|come",
    "help": "aiuto|aiutami|mi aiuti|puo aiutarmi|mi puo aiutare|ho bisogno di aiuto|cosa devo dire|che cosa devo dire|che devo dire|cosa intende|che cosa intende|cosa vuol dire|cosa significa|"
        "dove lo trovo|dove la trovo|dove si trova|a cosa serve|perche vi serve|come funziona|non so cosa dire|cosa posso dire",
    "wait": "mi dia un minuto|mi dia un minutino|aspetti che la cerco|aspetti che lo cerco|aspetti che guardo|aspetti che controllo|un attimo che lo cerco|un attimo che la cerco|un secondo che lo cerco|un secondo che la cerco|aspetti un secondo|aspetti un minuto|aspetta un attimo|un momento che lo cerco|un momento che la cerco|aspetti|aspetta|un attimo|un momento|attenda|attendi|un secondo|un minuto|solo un attimo|solo un momento|un attimino|mi dia un momento|mi dia un attimo|mi dia un secondo|vado a prenderlo|"
        "vado a prenderla|lo cerco|la cerco|devo cercarlo|devo cercarla|vado a vedere|aspetti un attimo|aspetti un momento|fammi vedere|mi faccia vedere|controllo",
    "cancel": "annulla|annullare|annulli|annulli tutto|annulla tutto|voglio annullare|lasci perdere|lasciamo perdere|lascia perdere|lascia stare|lasci stare|basta|basta cosi|stop|fermati|si fermi|rinuncio|interrompi|interrompa|"
        "voglio smettere|non fa niente|esci",
    "agent": "un essere umano|operatore|un operatore|operatrice|una persona|persona vera|una persona vera|un umano|essere umano|un consulente|parlare con qualcuno|parlare con una persona|parlare con un operatore|parlare con un umano|"
        "un operatore per favore|assistenza clienti|mi passi un operatore|mi passi una persona|mi passi qualcuno|voglio un operatore|servizio clienti|parlare con un consulente",
    "start_over": "ricominciamo|ricomincia|ricominci|ricominciare|da capo|dall inizio|ricominciamo da capo|ricominciare da capo|torniamo all inizio|riparti|ripartiamo|voglio ricominciare",
    "back": "torna indietro|torni indietro|indietro|tornare indietro|torniamo indietro|un passo indietro|domanda precedente|la domanda precedente|alla domanda precedente|torna alla domanda precedente",
    "declined": "preferisco di no|preferisco non dirlo|preferisco non rispondere|preferirei di no|preferirei non dirlo|non voglio dirlo|non lo voglio dire|non glielo voglio dire|non vorrei dirlo|posso saltare|posso saltarlo|posso saltarla|possiamo saltare|saltiamo|non intendo dirlo|sono fatti miei|"
        "non voglio rispondere|non voglio darlo|non voglio darla|passiamo oltre|e una cosa privata",
    "unavailable": "non ce l ho|non ne ho|non ne ho una|non ne ho uno|non ce l abbiamo|non ho una mail|non ho la mail|non ho un indirizzo mail|non ho un indirizzo email|non ho l email|non ce l ho una mail",
}  # fmt: skip

ANSWERS = Answers(
    yes_no=YES_NO,
    reactions=REACTIONS,
    either=EITHER,
    choices=CHOICES,
    commands=COMMANDS,
)
