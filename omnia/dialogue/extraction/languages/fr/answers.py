"""French: yes, no, choices and what may be said at any moment."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.answers import Answers, ChoiceWords, EitherWords, ReactionWords, YesNoWords

YES_NO = YesNoWords(
    yes="oui|ouais|ouep|si|bien sur|certainement|absolument|exact|exactement|c est ca|c est exact|c est correct|c est bon|correct|d accord|ok|okay|"
    "tout a fait|parfait|parfaitement|entendu|volontiers|je confirme|ca marche|ca me va|ca va|c est bien ca|effectivement|evidemment|bien entendu|"
    "vrai|c est vrai|je crois que oui|je pense que oui|affirmatif|en effet|pas de probleme|pourquoi pas|mais oui|allez y|vas y|tres bien|bien|bon|"
    "carrement|sans probleme|avec plaisir|juste|c est juste|bonne idee"
    "|pas de souci|pas de soucis|naturellement|sans aucun doute|c est moi|c est bien moi|ca roule|ca joue|nickel"
    "|impeccable|bien volontiers|je veux bien|je suis d accord|tout juste|sans souci|aucun probleme|aucun souci"
    "|pas d objection|avec joie|si si|mais si|ca me convient|ca convient|sur|bien sur que oui|ben oui"
    "|ca marche pour moi|je dis pas non|je ne dis pas non"
    "|pas faux|ce n est pas faux|c est pas faux|n est pas faux|pas mal|n est pas un probleme|je pense bien|je crois bien",
    no="non|nan|non non|faux|c est faux|incorrect|pas exact|pas exactement|ce n est pas ca|c est pas ca|pas du tout|jamais|pas correct|pas bon|"
    "absolument pas|certainement pas|bien sur que non|je ne crois pas|je crois pas|je ne pense pas|je pense pas|negatif|pas d accord|erreur|"
    "il y a une erreur|surement pas|pas vraiment|ce n est pas|n est pas|ne pas|pas question|hors de question|mais non|pas ok|n est pas ok|pas bien|"
    "ne suis pas|ne veux pas|ne va pas|ca ne va pas|ca va pas|que non|tout faux|mauvais"
    "|pas encore|m interesse pas|surtout pas|je prefere pas|pas maintenant|pas aujourd hui|pas moi|pas tellement"
    "|pas trop|plutot pas|aucunement|nullement|en aucun cas|en aucune facon|jamais de la vie|pas le moins du monde"
    "|du tout|que nenni|pas possible|pas tout a fait|au contraire|ni l un ni l autre|pas d accord du tout"
    "|je ne veux pas|j en veux pas|n en veux pas|je n ai pas|j ai pas|pas interesse|pas interessee",
    yes_alone=frozenset(("si", "sur", "juste", "bon", "bien", "c est moi")),
    unsure=r"je ne sais pas|sais pas|peut etre|pas (?:tres |vraiment |tout a fait )?sure?|aucune idee|saurais|saurai|ca depend|c est possible|"
    r"qui sait|oui et non|aucune certitude",
    polite="s|il|vous|plait|merci|pardon|excusez|moi|euh|ah|oh|bon|ben|alors|je|voudrais|veux|peux|puis|maintenant|un|une|avec|bonjour|a|parler|non|oui|j|aimerais|mais|dois",
    correction="je veux dire|je voulais dire|j ai dit|c est|plutot|pardon|en fait|ca devrait etre|mais|le|la|correction|c etait|enfin",
    retraction="je veux dire|je voulais dire|correction|ca devrait etre|je me suis trompe|je me suis trompee",
    wrong="faux|fausse|incorrect|incorrecte|pas bon|pas bonne|pas correct|pas correcte|changer|changez|corriger|erreur|pas juste|mauvais|mauvaise",
    idioms={},
    negations=frozenset(("non", "pas", "ne", "n", "jamais", "aucun", "aucune")),
    plain_yes="oui",
    nobody=r"personne|aucune?",
    wordy=frozenset(("comment", "quoi", "pourquoi", "stop")),
)  # fmt: skip

REACTIONS = ReactionWords(
    exceptions="mais|sauf|excepte|exception|hormis|a part|seulement|juste le|juste la|juste l|juste un|juste une|juste que|juste avec"
    "|juste sans|uniquement|presque|cependant|toutefois|pourtant|par contre|en revanche|en partie|a moitie|a ceci pres|quoique"
    "|meme si|en dehors|il n y a que|ormis",
    no_exceptions="mais oui|mais si|mais certainement|mais bien sur|mais evidemment|non seulement|juste ca|juste cela",
    doubts="probablement|plus ou moins|environ|a peu pres|sans doute|vraisemblablement|j espere|en quelque sorte|possiblement"
    "|normalement|ca devrait",
    bare_no="non|nan|non non|mais non",
    deniable="",
    between="attendez|attends|un instant|un moment|pardon|excusez moi|enfin|plutot|bon|ben|euh|ah|et|ou|mais|alors|s il vous plait"
    "|merci|merci bien|merci beaucoup|je veux dire|je voulais dire|ou plutot|je me trompe|je me suis trompe|je me suis trompee|je rectifie",
    assenting_questions="pourquoi pas|comment non",
    going_on="et|et puis|puis|ensuite|et ensuite|apres|la suite c est|suivi de",
    takes_back="pardon|excusez moi|j ai dit|je voulais dire|je veux dire|plutot|c est|je m appelle|ca s ecrit",
    retractions="pardon|attendez|non attendez|en fait|excusez moi|je me suis trompe|je me suis trompee|je voulais dire|je veux dire|en realite",
    ends_in="finit par|se termine par|termine par|dernier chiffre est|derniers chiffres sont|deux derniers chiffres sont|trois derniers chiffres sont|deux derniers sont|dernier chiffre c est|derniers chiffres c est",
    copulas="est|c est|devrait etre|doit etre",
)  # fmt: skip

EITHER = EitherWords(
    first="premier|premiere|le premier|la premiere|numero un|option un",
    second="second|seconde|deuxieme|le second|le deuxieme|la deuxieme|l autre|dernier|derniere|numero deux|option deux",
)  # fmt: skip

CHOICES = ChoiceWords(
    articles=frozenset({"la", "le", "les", "l"}),
    all="tous|toutes|tout|tout ca|tous ceux la|n importe lequel|n importe laquelle|la totalite|chacun|chacune",
    both="les deux|tous les deux|toutes les deux|l un et l autre|l une et l autre", counted="les #|tous les #|toutes les #",
    none="aucun|aucune|aucun d eux|aucune d elles|aucun des deux|aucune des deux|rien|rien du tout|ni l un ni l autre|ni l une ni l autre|rien de tout ca",
    without="sauf|excepte|hormis|a part|en dehors de|a l exception de|a l exception du|moins|hors|exception faite de",
    instead="au lieu de|au lieu du|plutot que",
    denial="enlevez|enleve|enlever|retirez|retirer|supprimez|otez|non|pas|pas de|ni|sans|jamais|surtout pas", contrast="mais|en revanche|par contre", join="et|plus|ainsi que|avec|et puis", alternative="ou|ni|ou bien",
    agreed="oui|d accord|ok", added="aussi|egalement|ajoutez|ajoute|ajouter|en plus|de plus|rajoutez", only="seulement|uniquement|juste|rien que|simplement|exclusivement",
    first="premiers #|premieres #|les # premiers|les # premieres", last="derniers #|dernieres #|les # derniers|les # dernieres", last_one="dernier|derniere",
    place="numero #|le #|la #|option #|l option #|choix #", counts="un/une deux trois quatre cinq six sept huit neuf dix",
    idle="rien d autre|rien de plus|pas seulement|c est tout|tout a fait|pas du tout|du tout|avant tout|pourquoi pas|je ne sais pas|je sais pas|tout de suite|tout d abord|tout va bien|au moins|plus ou moins"
    "|tout le temps|pas de probleme|pas de souci|surtout|non plus|le plus|sans exception",
)  # fmt: skip

COMMANDS = {
    "repeat": "repetez|repete|repeter|pouvez vous repeter|vous pouvez repeter|tu peux repeter|pourriez vous repeter|comment|pardon|qu avez vous dit|vous avez dit quoi|"
        "je n ai pas entendu|j ai pas entendu|je n ai pas compris|j ai pas compris|encore une fois|redites|quoi",
    "help": "aide|aidez moi|a l aide|j ai besoin d aide|pouvez vous m aider|vous pouvez m aider|que dois je dire|qu est ce que je dois dire|je dois dire quoi|que voulez vous dire|ca veut dire quoi|"
        "ou est ce que je le trouve|ou le trouver|ou je trouve ca|pourquoi|comment ca marche|je ne comprends pas|je comprends pas",
    "wait": "donnez moi une minute|donnez moi un instant|donnez moi une seconde|attendez que je cherche|attendez je cherche|laissez moi une minute|attendez une seconde|attendez un instant|un instant je cherche|attendez|attends|un instant|un moment|une seconde|une minute|une petite minute|un instant s il vous plait|patientez|je vais chercher|je vais le chercher|je regarde|je cherche|attendez une minute|"
        "laissez moi regarder|laissez moi verifier|deux secondes|deux minutes",
    "cancel": "annuler|annulez|annule|annulez tout|je veux annuler|laissez tomber|laisse tomber|arretez|arrete|arreter|stop|j abandonne|abandonner|oubliez|oubliez ca|quitter|tant pis|je veux arreter",
    "agent": "un etre humain|etre humain|operateur|un operateur|une operatrice|un conseiller|conseiller|une conseillere|une personne|une vraie personne|un humain|humain|quelqu un|parler a quelqu un|parler a une personne|"
        "parler a un conseiller|parler a un humain|parler avec quelqu un|parler avec un conseiller|service client|passez moi quelqu un|passez moi un conseiller|un agent|agent",
    "start_over": "recommencer|recommencons|recommencez|depuis le debut|reprendre au debut|on recommence|repartir de zero|reprenons au debut|je veux recommencer|a zero",
    "back": "retour|revenir en arriere|revenez en arriere|en arriere|retour en arriere|revenons en arriere|question precedente|la question precedente|a la question precedente",
    "declined": "je prefere ne pas le dire|je prefere ne pas repondre|je prefere ne pas dire|je prefere pas|je ne veux pas le dire|je veux pas le dire|je peux passer|on peut passer|passer cette question|c est prive|je ne souhaite pas repondre|je ne souhaite pas le dire|je ne veux pas repondre|je ne veux pas la donner",
    "unavailable": "je n en ai pas|j en ai pas|je ne l ai pas|je l ai pas|j en ai aucun|j en ai aucune|je n ai pas d adresse mail|je n ai pas d email|j ai pas d email",
}  # fmt: skip

ANSWERS = Answers(
    yes_no=YES_NO,
    reactions=REACTIONS,
    either=EITHER,
    choices=CHOICES,
    commands=COMMANDS,
)
