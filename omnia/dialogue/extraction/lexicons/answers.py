"""How people say yes, no, and the few things that may be said at any moment. Words are folded; longer phrases win."""

from collections.abc import Mapping

YES: Mapping[str, str] = {
    "en": "yes|yeah|yep|yup|yea|aye|sure|of course|certainly|absolutely|definitely|correct|right|that s right|that is right|exactly|ok|okay|"
    "alright|all right|fine|sounds good|sounds right|perfect|good|great|true|indeed|i do|i am|it is|go ahead|please do|why not|i agree|agreed|"
    "you bet|affirmative|uh huh|mm hmm|mhm|that works|works for me|confirmed|i confirm|very well|by all means|no problem|totally|"
    "you got it|yes please|just do it|let s do it|do it|i think so|i guess so|i believe so|good idea"
    "|go for it|i d love to|i d like that|i d be happy to|i would love to|spot on|naturally|sounds great"
    "|that s me|that s the one|roger|too right|i suppose so|i reckon so|i hope so|sure thing|exactly right"
    "|i don t mind|i wouldn t mind|wouldn t mind|i don t see why not|no objection|no objections|no worries"
    "|without a doubt|no doubt|for sure|cool|that s fine|yes indeed"
    "|not a problem|not wrong|not bad|i can t complain|can t complain|that isn t wrong|isn t wrong",
    "it": "si|sisi|si si|certo|certamente|esatto|esattamente|giusto|corretto|va bene|vabbene|ok|okay|okey|d accordo|perfetto|confermo|proprio cosi|"
    "ovvio|ovviamente|sicuro|sicuramente|assolutamente|bene|benissimo|e giusto|e corretto|va benissimo|volentieri|senz altro|assolutamente si|"
    "direi di si|credo di si|penso di si|mi sembra di si|come no|gia|vero|affermativo|ci sto|procedi|proceda|facciamo|nessun problema|per me va bene|"
    "mi sta bene|e cosi|puo andare|puoi dirlo|fallo"
    "|confermato|confermata|sono io|naturalmente|perche no|certo che si|ma certo|eccome|altroche|mi va|mi va bene"
    "|sissignore|affare fatto|ci mancherebbe|non c e problema|non ci sono problemi|niente in contrario"
    "|nulla in contrario|perfettamente|benone|con piacere|penso proprio di si|credo proprio di si|mi pare di si"
    "|sarebbe perfetto|si confermo|senza dubbio|non c e dubbio"
    "|non e sbagliato|non e male|niente male|non e un problema|non e falso",
    "es": "si|sip|claro|claro que si|por supuesto|correcto|exacto|exactamente|de acuerdo|vale|ok|okay|esta bien|muy bien|bien|perfecto|confirmo|"
    "asi es|eso es|eso mismo|cierto|desde luego|seguro|sin duda|afirmativo|efectivamente|como no|adelante|me parece bien|creo que si|yo creo que si|"
    "supongo que si|estoy de acuerdo|por que no|verdad|es verdad|suena bien|me gusta|okey|ningun problema|sin problema|hazlo|hagalo|va"
    "|venga|soy yo|dale|ya lo creo|encantado|encantada|naturalmente|confirmado|eso|obvio|obviamente|evidentemente"
    "|con gusto|con mucho gusto|listo|hecho|conforme|totalmente|justo|que si|pues si|no hay problema|no me importa"
    "|no hay duda|como usted diga|tal cual|simon"
    "|no esta mal|no es un problema|no es mentira|no es falso",
    "fr": "oui|ouais|ouep|si|bien sur|certainement|absolument|exact|exactement|c est ca|c est exact|c est correct|c est bon|correct|d accord|ok|okay|"
    "tout a fait|parfait|parfaitement|entendu|volontiers|je confirme|ca marche|ca me va|ca va|c est bien ca|effectivement|evidemment|bien entendu|"
    "vrai|c est vrai|je crois que oui|je pense que oui|affirmatif|en effet|pas de probleme|pourquoi pas|mais oui|allez y|vas y|tres bien|bien|bon|"
    "carrement|sans probleme|avec plaisir|juste|c est juste|bonne idee"
    "|pas de souci|pas de soucis|naturellement|sans aucun doute|c est moi|c est bien moi|ca roule|ca joue|nickel"
    "|impeccable|bien volontiers|je veux bien|je suis d accord|tout juste|sans souci|aucun probleme|aucun souci"
    "|pas d objection|avec joie|si si|mais si|ca me convient|ca convient|sur|bien sur que oui|ben oui"
    "|ca marche pour moi|je dis pas non|je ne dis pas non"
    "|pas faux|ce n est pas faux|c est pas faux|n est pas faux|pas mal|n est pas un probleme|je pense bien|je crois bien",
    "de": "ja|jawohl|jo|jep|jup|klar|na klar|sicher|naturlich|selbstverstandlich|genau|richtig|korrekt|stimmt|das stimmt|das ist richtig|in ordnung|"
    "ok|okay|okey|einverstanden|gerne|gern|passt|das passt|perfekt|bestatigt|ich bestatige|absolut|exakt|auf jeden fall|definitiv|unbedingt|"
    "alles klar|gut|sehr gut|na gut|ist gut|von mir aus|warum nicht|ich denke schon|ich glaube schon|so ist es|mach das|machen sie das|"
    "stimmt genau|doch|jaja|bestimmt|das klingt gut|klingt gut|kein problem|zustimmung|funktionieren|gewiss"
    "|auf alle falle|das bin ich|das ist er|klaro|freilich|logo|logisch|gebongt|abgemacht|ist recht|passt schon"
    "|passt mir|sehr wohl|jawoll|mit vergnugen|nichts dagegen|ich habe nichts dagegen|meinetwegen|das ist so"
    "|trifft zu|zutreffend|ich denke ja|ich glaube ja|wieso nicht|joa|zweifellos|ohne zweifel|keine frage"
    "|keine einwande|kein einwand"
    "|nicht falsch|nicht verkehrt|nicht schlecht|kein thema|kein ding|keine ursache",
    "pt": "sim|claro|claro que sim|com certeza|certo|certamente|correto|correcto|exato|exatamente|isso|isso mesmo|ok|okay|esta bem|ta bem|ta bom|ta|"
    "esta bom|tudo bem|de acordo|perfeito|confirmo|e isso|e verdade|verdade|pode ser|pois|pois claro|positivo|beleza|sem duvida|"
    "acho que sim|penso que sim|creio que sim|afirmativo|concordo|fechado|obvio|por que nao|porque nao|boa|bom|bem|muito bem|pode|yes|ya|esta certo|"
    "esta correto|sem problema|faca isso|vamos|combinado|otimo|e|esta otimo"
    "|sou eu|com todo o gosto|com todo gosto|naturalmente|quero|quero sim|tenho sim|podes crer|evidentemente"
    "|obviamente|logico|de certeza|decerto|uhum|aham|bora|nao ha problema|nao tem problema|nao me importo|confirmado"
    "|seguramente|com prazer|pois e|nao ha duvida|sem duvidas|pode crer"
    "|nao esta errado|nao esta mal|nao e problema|nao e mentira",
}

NO: Mapping[str, str] = {
    "en": "no|nope|nah|nay|wrong|incorrect|not correct|not right|not quite|not really|not at all|never|false|that s wrong|that is wrong|"
    "negative|no way|i don t|i do not|i m not|i am not|it isn t|it is not|it s not|that s not right|that s not it|i disagree|disagree|"
    "don t|do not|of course not|absolutely not|certainly not|definitely not|i don t think so|not so|not ok|not okay|not fine|not good|"
    "no thanks|no thank you|uh uh|cancel that|mistake|by no means|rather not|not agree|isn t right|won t|will not|can t|cannot"
    "|not yet|i m afraid not|i am afraid not|not on your life|neither|neither of them|not a chance|no chance"
    "|not today|not now|not for me|not interested|i d prefer not|i would prefer not|i think not|i d rather not"
    "|hardly|under no circumstances|not likely|not in the slightest|unfortunately not|not exactly|not me"
    "|nothing of the sort|on the contrary|not remotely|not this time|i have not|i haven t|i didn t|i did not",
    "it": "no|nono|no no|sbagliato|errato|scorretto|non e giusto|non e corretto|non e cosi|non va bene|per niente|niente affatto|assolutamente no|"
    "certo che no|falso|mai|negativo|macche|ma no|direi di no|credo di no|penso di no|non credo|non penso|non esattamente|non proprio|"
    "non confermo|non sono d accordo|non d accordo|neanche per sogno|non ci siamo|c e un errore|nemmeno|non e ok|non ok|neanche|nient affatto|"
    "non voglio|non mi va|non mi sta bene|non direi|non e vero|non mi piace|non e|non sono"
    "|non ancora|figuriamoci|non mi interessa|non lo voglio|non la voglio|non ne ho|non ce l ho|neanche per idea"
    "|nemmeno per idea|manco per idea|manco per niente|per carita|non se ne parla|non ora|non adesso|non posso"
    "|tutt altro|niente da fare|nossignore|al contrario|non esiste|col cavolo|ne l uno ne l altro|nessuno dei due"
    "|non ho",
    "es": "no|nop|que va|incorrecto|equivocado|mal|esta mal|no es correcto|no esta bien|no es asi|para nada|en absoluto|nunca|jamas|falso|negativo|"
    "claro que no|por supuesto que no|creo que no|no creo|no lo creo|no estoy de acuerdo|ni hablar|de ninguna manera|hay un error|desde luego que no|"
    "no es|no esta|nada de eso|no quiero|tampoco|no me gusta|ni en broma|no ok"
    "|ni loco|ni loca|de eso nada|ni pensarlo|ni de broma|en la vida|ni mucho menos|nada que ver|al contrario"
    "|ni uno ni otro|ni lo uno ni lo otro|ni por asomo|nanay",
    "fr": "non|nan|non non|faux|c est faux|incorrect|pas exact|pas exactement|ce n est pas ca|c est pas ca|pas du tout|jamais|pas correct|pas bon|"
    "absolument pas|certainement pas|bien sur que non|je ne crois pas|je crois pas|je ne pense pas|je pense pas|negatif|pas d accord|erreur|"
    "il y a une erreur|surement pas|pas vraiment|ce n est pas|n est pas|ne pas|pas question|hors de question|mais non|pas ok|n est pas ok|pas bien|"
    "ne suis pas|ne veux pas|ne va pas|ca ne va pas|ca va pas|que non|tout faux|mauvais"
    "|pas encore|m interesse pas|surtout pas|je prefere pas|pas maintenant|pas aujourd hui|pas moi|pas tellement"
    "|pas trop|plutot pas|aucunement|nullement|en aucun cas|en aucune facon|jamais de la vie|pas le moins du monde"
    "|du tout|que nenni|pas possible|pas tout a fait|au contraire|ni l un ni l autre|pas d accord du tout"
    "|je ne veux pas|j en veux pas|n en veux pas|je n ai pas|j ai pas|pas interesse|pas interessee",
    "de": "nein|ne|nee|no|noe|nein nein|falsch|das ist falsch|nicht richtig|nicht korrekt|inkorrekt|stimmt nicht|das stimmt nicht|keinesfalls|"
    "auf keinen fall|keineswegs|niemals|nie|ganz und gar nicht|naturlich nicht|sicher nicht|negativ|ich glaube nicht|ich denke nicht|uberhaupt nicht|"
    "nicht einverstanden|nicht ganz|lieber nicht|nicht genau|nix da|gar nicht|nicht gut|nicht ok|nicht okay|passt nicht|nicht in ordnung|"
    "nicht so|ist nicht|bin nicht|will nicht|mochte nicht|das ist nicht|kein|keine|nicht|denk nicht|irrtum|verkehrt"
    "|auf gar keinen fall|im gegenteil|auf keinen|trifft nicht zu|mitnichten|um himmels willen|weder noch|von wegen"
    "|keinerlei|nichts dergleichen|nope",
    "pt": "de modo nenhum|de modo algum|de jeito nenhum|nao|nao nao|errado|incorreto|incorrecto|esta errado|esta mal|nao e isso|nao esta certo|nao esta correto|de jeito nenhum|de forma alguma|"
    "de maneira nenhuma|nunca|jamais|falso|negativo|claro que nao|acho que nao|penso que nao|creio que nao|nem pensar|nada disso|"
    "nao concordo|nao acho|nao esta bem|ha um erro|tem um erro|nem por isso|nao e|nao esta|nao quero|nao esta bom|nao esta ok|discordo|tampouco|nem"
    "|que nada|nem por sombras|nem morto|nem morta|nem sonhar|ao contrario|pelo contrario|nem um nem outro"
    "|nenhum dos dois",
}

YES_ALONE: Mapping[str, frozenset[str]] = {
    "en": frozenset(("i do", "i am", "it is", "cool", "true", "right")),
    "it": frozenset(("gia", "vero", "mi va", "sono io")),
    "es": frozenset(("va", "eso", "listo", "hecho", "justo", "conforme", "dale", "venga")),
    "fr": frozenset(("si", "sur", "juste", "bon", "bien", "c est moi")),
    "de": frozenset(("das ist so", "logo")),
    "pt": frozenset(("e", "pode", "ta", "vamos", "quero", "isso", "bora", "boa")),
}
"""These say yes only where nothing is said besides but courtesies: `it is` Tuesday, `é` possível."""

UNSURE: Mapping[str, str] = {
    "en": r"not (?:so |very |entirely |quite |really )?(?:sure|certain)|don t know|do not know|no idea|maybe|perhaps|possibly|"
    r"(?:couldn t|could not|can t) (?:say|tell)|hard to say|who knows|depends|could be|might be|yes and no|dunno|undecided",
    "it": r"non so|non saprei|non lo so|forse|boh|non (?:ne )?sono (?:tanto |molto |del tutto )?sicur[oa]|nessuna idea|saprei dir\w*|dipende|"
    r"puo darsi|puo essere|chissa|chi lo sa|si e no|ni",
    "es": r"no se|no lo se|quizas?|tal vez|a lo mejor|puede ser|puede que|quien sabe|no estoy (?:muy |del todo )?segur[oa]|"
    r"no tengo (?:ni )?idea|ni idea|sabria decir\w*|depende|si y no",
    "fr": r"je ne sais pas|sais pas|peut etre|pas (?:tres |vraiment |tout a fait )?sure?|aucune idee|saurais|saurai|ca depend|c est possible|"
    r"qui sait|oui et non|aucune certitude",
    "de": r"weiss? (?:\w+ ){0,2}nicht|keine ahnung|vielleicht|eventuell|moglicherweise|nicht (?:ganz |so |wirklich )?sicher|"
    r"kann ich (?:ihnen )?(?:\w+ )?nicht sagen|kommt (?:ganz )?(?:drauf|darauf) an|kann sein|mal sehen|jein|ja und nein",
    "pt": r"nao sei|talvez|nao tenho (?:a )?certeza|nao estou (?:bem )?certo|nao faco ideia|saberia dizer|se calhar|e possivel|quem sabe|"
    r"sim e nao|depende",
}  # fmt: skip
"""Patterns of not knowing, or of saying both."""

YES_SIGNS = "👍👌✅✔☑🆗"
NO_SIGNS = "👎❌🚫🙅✋🖐"

UNIVERSALS: Mapping[str, Mapping[str, str]] = {
    "repeat": {
        "en": "repeat|repeat that|repeat please|say again|say that again|say it again|come again|pardon|pardon me|what did you say|what was that|sorry what|once more|"
        "could you repeat|could you repeat that|can you repeat|can you repeat that|i didn t hear|i didn t hear you|i didn t catch that|again please|what",
        "it": "ripeta|ripeti|puo ripetere|puoi ripetere|mi ripeta|me lo ripeta|me lo ripete|potrebbe ripetere|come scusi|come ha detto|cosa ha detto|che cosa ha detto|"
        "non ho sentito|non ho capito|scusi non ho capito|scusi non ho sentito|ripetere|ancora una volta|prego come|cosa|come",
        "es": "repita|repite|puede repetir|puedes repetir|podria repetir|repitalo|me lo repite|como dice|como ha dicho|que ha dicho|que dijo|no he oido|no le he oido|no he entendido|"
        "no entendi|otra vez por favor|otra vez|repetir|perdone como|como|que",
        "fr": "repetez|repete|repeter|pouvez vous repeter|vous pouvez repeter|tu peux repeter|pourriez vous repeter|comment|pardon|qu avez vous dit|vous avez dit quoi|"
        "je n ai pas entendu|j ai pas entendu|je n ai pas compris|j ai pas compris|encore une fois|redites|quoi",
        "de": "wiederholen|wiederhole|wiederholen sie|wiederholen sie bitte|bitte wiederholen|konnen sie das wiederholen|konnen sie wiederholen|noch einmal|nochmal|noch mal|noch einmal bitte|nochmal bitte|"
        "wie bitte|was haben sie gesagt|ich habe sie nicht verstanden|ich habe nicht verstanden|nicht verstanden|das habe ich nicht verstanden|was|bitte",
        "pt": "repita|repete|repetir|pode repetir|podia repetir|poderia repetir|como disse|o que disse|o que voce disse|nao ouvi|nao entendi|nao percebi|outra vez|de novo|"
        "mais uma vez|desculpe nao entendi|como|o que",
    },
    "help": {
        "en": "help|help me|help please|i need help|can you help|can you help me|what should i say|what do i say|what can i say|i don t understand|i do not understand|what do you mean|what do you need|"
        "where do i find it|where can i find it|where do i find that|why do you need it|why do you need that|explain|how does this work",
        "it": "aiuto|aiutami|mi aiuti|puo aiutarmi|mi puo aiutare|ho bisogno di aiuto|cosa devo dire|che cosa devo dire|che devo dire|cosa intende|che cosa intende|cosa vuol dire|cosa significa|"
        "dove lo trovo|dove la trovo|dove si trova|a cosa serve|perche vi serve|come funziona|non so cosa dire|cosa posso dire",
        "es": "ayuda|ayudeme|ayudame|necesito ayuda|me puede ayudar|puede ayudarme|que debo decir|que tengo que decir|que digo|que quiere decir|que significa|donde lo encuentro|donde la encuentro|"
        "donde esta|para que lo necesita|como funciona|no se que decir|no entiendo|que puedo decir",
        "fr": "aide|aidez moi|a l aide|j ai besoin d aide|pouvez vous m aider|vous pouvez m aider|que dois je dire|qu est ce que je dois dire|je dois dire quoi|que voulez vous dire|ca veut dire quoi|"
        "ou est ce que je le trouve|ou le trouver|ou je trouve ca|pourquoi|comment ca marche|je ne comprends pas|je comprends pas",
        "de": "hilfe|helfen sie mir|hilf mir|ich brauche hilfe|konnen sie mir helfen|was soll ich sagen|was muss ich sagen|was kann ich sagen|was meinen sie|was bedeutet das|was heisst das|wo finde ich das|"
        "wo finde ich die|wo finde ich den|wozu brauchen sie das|wie geht das|wie funktioniert das|ich verstehe nicht|verstehe ich nicht",
        "pt": "ajuda|ajude me|me ajude|me ajuda|preciso de ajuda|pode ajudar|pode me ajudar|pode ajudar me|o que devo dizer|o que digo|o que tenho de dizer|o que quer dizer|o que significa|onde encontro|"
        "onde esta|para que serve|como funciona|nao sei o que dizer|nao compreendo|o que posso dizer",
    },
    "wait": {
        "en": "wait|wait a moment|wait a minute|wait a second|hold on|hang on|one moment|one moment please|just a moment|just a minute|just a second|one second|one sec|one minute|a moment please|give me a moment|"
        "give me a second|give me a minute|let me check|let me look|let me get it|let me find it|i ll get it|bear with me",
        "it": "aspetti|aspetta|un attimo|un momento|attenda|attendi|un secondo|un minuto|solo un attimo|solo un momento|un attimino|mi dia un momento|mi dia un attimo|mi dia un secondo|vado a prenderlo|"
        "vado a prenderla|lo cerco|la cerco|devo cercarlo|devo cercarla|vado a vedere|aspetti un attimo|aspetti un momento|fammi vedere|mi faccia vedere|controllo",
        "es": "espere|espera|un momento|un momentito|un segundo|un minuto|un instante|espere un momento|espera un momento|deme un momento|dame un momento|dejeme ver|voy a buscarlo|voy a buscarla|lo busco|aguarde|"
        "dejeme buscar|dejeme mirar",
        "fr": "attendez|attends|un instant|un moment|une seconde|une minute|une petite minute|un instant s il vous plait|patientez|je vais chercher|je vais le chercher|je regarde|je cherche|attendez une minute|"
        "laissez moi regarder|laissez moi verifier|deux secondes|deux minutes",
        "de": "warten sie|warte|moment|einen moment|einen moment bitte|moment bitte|einen augenblick|augenblick|augenblick bitte|eine sekunde|sekunde|eine minute|moment mal|warten sie bitte|ich hole es|ich muss nachsehen|"
        "ich schaue nach|ich suche es|warten sie mal|kleinen moment",
        "pt": "espere|espera|aguarde|um momento|um momentinho|um instante|um segundo|um minuto|so um momento|so um minuto|so um segundo|so um instante|deixe me ver|deixa eu ver|vou buscar|vou procurar|um momento por favor|"
        "espere um pouco|espera ai|um bocadinho",
    },
    "cancel": {
        "en": "cancel|cancel it|cancel everything|cancel this|stop|stop it|stop this|quit|abort|forget it|forget about it|never mind|nevermind|i give up|i want to stop|i want to cancel|leave it|exit|end the call",
        "it": "annulla|annullare|annulli|annulli tutto|annulla tutto|voglio annullare|lasci perdere|lasciamo perdere|lascia perdere|lascia stare|lasci stare|basta|basta cosi|stop|fermati|si fermi|rinuncio|interrompi|interrompa|"
        "voglio smettere|non fa niente|esci",
        "es": "cancelar|cancela|cancele|cancelarlo|quiero cancelar|anular|anule|dejelo|dejalo|olvidelo|olvidalo|basta|pare|para|detengase|alto|salir|quiero salir|me rindo|abandonar|ya no quiero|stop",
        "fr": "annuler|annulez|annule|annulez tout|je veux annuler|laissez tomber|laisse tomber|arretez|arrete|arreter|stop|j abandonne|abandonner|oubliez|oubliez ca|quitter|tant pis|je veux arreter",
        "de": "abbrechen|abbruch|brechen sie ab|brich ab|ich mochte abbrechen|ich will abbrechen|stornieren|stopp|stop|aufhoren|horen sie auf|vergessen sie es|vergiss es|lassen sie es|lass es|lassen wir das|beenden|ende|schluss",
        "pt": "cancelar|cancele|cancela|quero cancelar|anular|anule|parar|pare|para|chega|deixe|deixe estar|deixa pra la|deixe para la|esqueca|esquece|desisto|sair|quero sair|quero parar|stop|basta",
    },
    "agent": {
        "en": "agent|operator|representative|human|a human|a person|real person|a real person|customer service|an agent|an operator|talk to someone|speak to someone|talk to a person|speak to a person|"
        "talk to a human|speak to a human|speak with someone|talk to an agent|speak to an agent|speak to an operator|speak to a representative|talk to an operator|someone please|a person please|put me through",
        "it": "operatore|un operatore|operatrice|una persona|persona vera|una persona vera|un umano|essere umano|un consulente|parlare con qualcuno|parlare con una persona|parlare con un operatore|parlare con un umano|"
        "un operatore per favore|assistenza clienti|mi passi un operatore|mi passi una persona|mi passi qualcuno|voglio un operatore|servizio clienti|parlare con un consulente",
        "es": "operador|un operador|operadora|una persona|persona real|una persona real|un agente|agente|un humano|humano|hablar con alguien|hablar con una persona|hablar con un agente|hablar con un operador|"
        "atencion al cliente|paseme con alguien|paseme con un operador|paseme con una persona|una operadora|quiero un operador|un asesor",
        "fr": "operateur|un operateur|une operatrice|un conseiller|conseiller|une conseillere|une personne|une vraie personne|un humain|humain|quelqu un|parler a quelqu un|parler a une personne|"
        "parler a un conseiller|parler a un humain|parler avec quelqu un|parler avec un conseiller|service client|passez moi quelqu un|passez moi un conseiller|un agent|agent",
        "de": "mitarbeiter|einen mitarbeiter|ein mitarbeiter|berater|einen berater|ein mensch|einen menschen|mensch|mit einem menschen|eine person|mit jemandem sprechen|mit einem mitarbeiter sprechen|"
        "mit einem menschen sprechen|mit einer person sprechen|mit einem berater sprechen|kundenservice|kundendienst|operator|verbinden sie mich|echte person|agent",
        "pt": "operador|um operador|operadora|um atendente|atendente|uma pessoa|pessoa real|uma pessoa real|um humano|humano|um assistente|falar com alguem|falar com uma pessoa|falar com um atendente|"
        "falar com um operador|falar com um humano|apoio ao cliente|atendimento ao cliente|passe me a alguem|quero um atendente|quero um operador|um agente|agente",
    },
    "start_over": {
        "en": "start over|start again|start from the beginning|from the beginning|begin again|restart|let s start over|let s start again|from the top|go back to the start|i want to start over",
        "it": "ricominciamo|ricomincia|ricominci|ricominciare|da capo|dall inizio|ricominciamo da capo|ricominciare da capo|torniamo all inizio|riparti|ripartiamo|voglio ricominciare",
        "es": "empezar de nuevo|empezar otra vez|empecemos de nuevo|desde el principio|volver a empezar|volvamos a empezar|desde cero|reiniciar|comenzar de nuevo|quiero empezar de nuevo",
        "fr": "recommencer|recommencons|recommencez|depuis le debut|reprendre au debut|on recommence|repartir de zero|reprenons au debut|je veux recommencer|a zero",
        "de": "von vorne|von vorn|noch einmal von vorne|neu anfangen|neu starten|neustart|von anfang an|fangen wir von vorne an|nochmal von vorne|zuruck zum anfang|ich mochte neu anfangen",
        "pt": "comecar de novo|comecar outra vez|recomecar|recomece|do inicio|do principio|desde o inicio|desde o principio|reiniciar|vamos recomecar|voltar ao inicio|quero recomecar|do zero",
    },
}  # fmt: skip

POLITE: Mapping[str, str] = {
    "en": "please|thanks|thank you|sorry|excuse me|uh|um|er|erm|oh|well|hey|hi|hello|just|i|want|would|like|to|can|could|you|me|i d|need|now|the|a|an|with|ok|okay|actually|so|hmm|ah|my|let|speak|talk|get|give|no|yes",
    "it": "per|favore|grazie|scusi|scusa|mi|eh|ehm|ah|oh|allora|guardi|senta|vorrei|voglio|posso|potrei|ora|adesso|un|una|con|beh|buongiorno|prego|cortesia|parlare|no|si|devo|ma|mah|dai",
    "es": "por|favor|gracias|perdon|perdone|disculpe|eh|ah|oh|bueno|pues|mire|quiero|quisiera|puedo|podria|ahora|un|una|con|me|hola|hablar|no|si|necesito|a ver|ay",
    "fr": "s|il|vous|plait|merci|pardon|excusez|moi|euh|ah|oh|bon|ben|alors|je|voudrais|veux|peux|puis|maintenant|un|une|avec|bonjour|a|parler|non|oui|j|aimerais|mais|dois",
    "de": "bitte|danke|entschuldigung|entschuldigen|sie|ah|ahm|oh|also|ich|mochte|will|wurde|gern|gerne|kann|jetzt|ein|eine|einen|mit|hallo|mir|mich|guten|tag|sprechen|nein|ja|mal|na|doch",
    "pt": "por|favor|obrigado|obrigada|desculpe|desculpa|me|ah|oh|eh|bom|bem|olhe|olha|eu|quero|queria|gostaria|posso|agora|um|uma|com|ola|falar|nao|sim|preciso|de|a|entao",
}  # fmt: skip
"""Words that may stand around a universal without changing it; what holds any other word is an answer."""

CORRECTION: Mapping[str, str] = {
    "en": "i mean|i meant|i said|it s|it is|rather|actually|sorry|make that|it should be|should be|not that|change it to|that s not|but|the|correction|instead",
    "it": "intendo|intendevo|volevo dire|ho detto|dicevo|e|anzi|piuttosto|scusi|in realta|deve essere|dovrebbe essere|non quello|ma|il|la|lo|correzione|invece|cioe|bensi",
    "es": "quiero decir|queria decir|quise decir|he dicho|dije|es|mas bien|perdon|en realidad|deberia ser|tiene que ser|sino|el|la|correccion|digo|era",
    "fr": "je veux dire|je voulais dire|j ai dit|c est|plutot|pardon|en fait|ca devrait etre|mais|le|la|correction|c etait|enfin",
    "de": "ich meine|ich meinte|ich sagte|ich habe gesagt|es ist|sondern|eigentlich|entschuldigung|es muss heissen|das war|der|die|das|den|korrektur|es war",
    "pt": "quero dizer|queria dizer|quis dizer|eu disse|e|alias|na verdade|desculpe|deveria ser|deve ser|mas|o|a|correcao|era|sim e",
}  # fmt: skip
"""What may stand between a no and the right value; not part of the value."""

RETRACTION: Mapping[str, str] = {
    "en": "i mean|i meant|i wanted to say|make that|change it to|correction|it should be",
    "it": "intendo|intendevo|volevo dire|volevo dirle|correzione|doveva essere|mi sono sbagliato|mi sono sbagliata",
    "es": "quiero decir|queria decir|quise decir|correccion|deberia ser|me he equivocado|me equivoque",
    "fr": "je veux dire|je voulais dire|correction|ca devrait etre|je me suis trompe|je me suis trompee",
    "de": "ich meine|ich meinte|ich wollte sagen|korrektur|es muss heissen|ich habe mich geirrt",
    "pt": "quero dizer|queria dizer|quis dizer|correcao|deveria ser|enganei me",
}
"""What takes back something said before."""

WRONG: Mapping[str, str] = {
    "en": "wrong|incorrect|not right|not correct|mistake|change|isn t right|is not right|misheard|different|error",
    "it": "sbagliato|sbagliata|errato|errata|non e giusto|non e giusta|non e corretto|non e corretta|cambiare|cambia|cambi|correggere|correggi|errore|sbagliati|non va bene",
    "es": "mal|equivocado|equivocada|incorrecto|incorrecta|no es correcto|no es correcta|no esta bien|cambiar|cambie|corregir|error|erroneo",
    "fr": "faux|fausse|incorrect|incorrecte|pas bon|pas bonne|pas correct|pas correcte|changer|changez|corriger|erreur|pas juste|mauvais|mauvaise",
    "de": "falsch|nicht richtig|nicht korrekt|stimmt nicht|andern|korrigieren|fehler|verkehrt",
    "pt": "errado|errada|incorreto|incorreta|nao esta certo|nao esta certa|nao esta correto|mudar|mude|corrigir|erro|mal|trocar",
}  # fmt: skip
"""Said beside the name of a part, these ask to say that part again: `the year is wrong`."""
