"""French: names of people and companies."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.people import CompanyWords, NameWords, People

NAMES = NameWords(
    elided=frozenset({"d", "l"}),
    same_sounding="lefevre lefebvre|durand durant|dupont dupond|mathieu matthieu|frederic frederick frederique|eric erik|catherine katherine|nicolas nicholas|marc mark|"
    "michel michele michelle|daniel daniele danielle|pascal pascale|emmanuel emmanuelle|rene renee|andre andree|gabriel gabrielle|joel joelle|axel axelle|"
    "morel maurel|moreau moreaux|gautier gauthier|renaud renault renaut|arnaud arnault|leclerc leclercq|benoit benoist|thibault thibaut thibaud|"
    "valery valerie|claire clair|noel noelle|raphael rafael",
    sounds=(
        ("ph", "f"),
        ("th", "t"),
        ("y", "i"),
        ("k|qu", "c"),
        ("eaux?|au[xdt]?", "o"),
        ("(?<=.)(?:e|es|s|x|d|t)$", ""),
    ),
    indefinite=frozenset({"un", "une"}),
    suffixes=frozenset({"fils", "pere"}),
    first_names="jean pierre michel philippe alain nicolas christophe bernard daniel patrick laurent david eric julien sebastien stephane olivier pascal thomas frederic thierry gerard didier christian francois "
    "jacques claude andre rene louis marcel roger luc henri paul robert yves georges gilles guy serge vincent bruno denis dominique marc antoine maxime alexandre romain guillaume benjamin kevin mathieu matthieu "
    "jerome cedric fabrice franck herve lucas hugo gabriel leo raphael arthur jules adam nathan ethan theo clement quentin florian adrien anthony charles emile etienne fabien gaston gregory ludovic xavier yann "
    "marie nathalie isabelle sylvie catherine martine christine francoise monique valerie sandrine veronique nicole stephanie celine sophie brigitte chantal jacqueline anne patricia annie christiane "
    "monique helene aurelie emilie julie camille laura lea manon chloe emma ines jade louise alice lina juliette charlotte pauline marion lucie sarah elodie caroline virginie delphine corinne florence "
    "claire audrey laetitia agnes aline amandine anais beatrice cecile denise dominique elisabeth eliane genevieve jeanne josiane madeleine mathilde melanie michele mireille odile simone suzanne therese yvette",
    cues="mononyme|je n'ai qu'un nom|j'ai un seul nom|je m'appelle|je m appelle|m'appelle|mon nom est|mon nom c'est|mon nom complet est|le nom est|nom complet|nom et prenom|prenom et nom|on m'appelle|appelez-moi|appelez moi",
    weak_cues="je suis|moi c'est|moi c est|c'est|c est|ici",
    after_cues="est mon nom|je m'appelle|a l'appareil|au telephone",
    first_labels="prenoms|prenom",
    last_labels="nom de famille|nom de naissance|nom",
    generic_labels=frozenset({"nom"}),
    fillers="est le la mon l c et c'est",
    honorifics="monsieur madame mademoiselle m mr mme mlle docteur dr maitre me professeur pr",
    particles="de du des la le d saint sainte",
    other_data="ne le|nee le|je suis ne|je suis nee|ne en|nee en|mon mail|mon email|mon e mail|mon adresse|mon numero|mon telephone|telephone|date de naissance|j habite",
    lower=frozenset({"de", "du", "des", "d"}),
    announcers="ca s ecrit ecris qui avec comme lettre lettres double deux et puis accent aigu grave sur le majuscule j epelle epele apostrophe tiret",
    stopwords="je tu il elle on nous vous ils elles me te se moi toi lui eux le la les un une des du de d l et ou mais si car parce comme quand ou qui que quoi quel quelle combien a au aux en dans par pour sans sur sous entre avec chez "
    "depuis jusque ne pas jamais toujours maintenant ici la aujourd hui demain hier deja aussi seulement tres trop peu beaucoup plus moins suis es est sommes etes sont etais etait etre ai as a avons avez ont avoir eu fais fait faire "
    "vais va aller veux veut voudrais peux peut dois doit sais sait savoir dis dit dire appelle appeler appelez parle parler habite vis ne nee telephone portable mail email courriel adresse numero nom prenom date naissance rue place "
    "ans annee mois jour heure question reponse compte facture police sinistre paiement commande probleme aide rien personne quelque chose quelqu peut etre bonjour bonsoir salut revoir merci pardon fatigue fatiguee pret contente "
    "interesse sur retard mon ma mes ton ta tes son sa ses notre votre ce cet cette ces lettre lettres double majuscule ecrit depend vraiment bien mal dommage aucune aucun idee probablement certainement exactement surement evidemment ouais mdr adieu absolument parfait honnetement franchement truc chose choses possiblement normalement",
    greetings="bonjour bonsoir merci s il vous plait pardon excusez alors donc bon",
    lone_elided=frozenset({"d"}),
    illustrates="comme",
)  # fmt: skip

COMPANIES = CompanyWords(
    articles=frozenset({"la", "l", "les", "le"}),
    naming="societe s appelle|entreprise s appelle|boite s appelle|compagnie s appelle|s appelle|nous nous appelons|on s appelle|nom de la societe est|nom de l entreprise est|nom de ma societe est|"
    "nom de notre societe est|nom de mon entreprise est|nom de la societe c est|nom de l entreprise c est|raison sociale est|raison sociale c est|la raison sociale|raison sociale|denomination sociale est|"
    "le nom est|le nom c est|pour le compte de|de la part de|au nom de|je represente|nom de la societe|nom de l entreprise",
    weak="la societe|societe|l entreprise|entreprise|la compagnie|nous sommes|c est|chez|je travaille pour|gerant de|gerante de|patron de|directeur de",
    inside="entreprise generale|compagnie generale|societe generale|societe nouvelle",
    after="c est le nom|est le nom|c est ma societe|c est notre societe|c est mon entreprise",
    ends="et j|et je|et nous|et mon|basee a|situee a|qui est|qui fait|avec deux|avec un|ca s ecrit|s il vous plait|merci|je vous appelle|j appelle",
    leads="bonjour|oui|alors|donc|bien sur|c est|est|la|le|notre|ma",
    nouns="societe entreprise compagnie boite travail particulier particuliere independant independante retraite chomage",
    small=frozenset(["et", "de", "du", "des", "la", "le", "les", "l", "d", "en", "au", "aux", "a", "sur", "sous", "pour"]),
    acronyms={"sarl": "SARL", "sas": "SAS", "sasu": "SASU", "sa": "SA", "eurl": "EURL", "sci": "SCI", "snc": "SNC", "scop": "SCOP", "eirl": "EIRL", "scm": "SCM"},
    legal_words={
        "societe a responsabilite limitee": "SARL", "societe par actions simplifiee": "SAS", "societe anonyme": "SA", "et compagnie": "& Cie", "et cie": "& Cie", "& cie": "& Cie",
    },
    ampersands="et commercial|esperluette",
    dots="point",
)  # fmt: skip

PEOPLE = People(
    names=NAMES,
    companies=COMPANIES,
)
