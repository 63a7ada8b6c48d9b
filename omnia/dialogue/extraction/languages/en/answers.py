"""English: yes, no, choices and what may be said at any moment."""

from __future__ import annotations

from omnia.dialogue.extraction.languages.schema.answers import Answers, ChoiceWords, EitherWords, ReactionWords, YesNoWords

YES_NO = YesNoWords(
    yes="yes|yeah|yep|yup|yea|aye|sure|of course|certainly|absolutely|definitely|correct|right|that s right|that is right|exactly|ok|okay|"
    "alright|all right|fine|sounds good|sounds right|perfect|good|great|true|indeed|i do|i am|it is|go ahead|please do|why not|i agree|agreed|"
    "you bet|affirmative|uh huh|mm hmm|mhm|that works|works for me|confirmed|i confirm|very well|by all means|no problem|totally|"
    "you got it|yes please|just do it|let s do it|do it|i think so|i guess so|i believe so|good idea"
    "|go for it|i d love to|i d like that|i d be happy to|i would love to|spot on|naturally|sounds great"
    "|that s me|that s the one|roger|too right|i suppose so|i reckon so|i hope so|sure thing|exactly right"
    "|i don t mind|i wouldn t mind|wouldn t mind|i don t see why not|no objection|no objections|no worries"
    "|without a doubt|no doubt|for sure|cool|that s fine|yes indeed"
    "|not a problem|not wrong|not bad|i can t complain|can t complain|that isn t wrong|isn t wrong",
    no="no|nope|nah|nay|wrong|incorrect|not correct|not right|not quite|not really|not at all|never|false|that s wrong|that is wrong|"
    "negative|no way|i don t|i do not|i m not|i am not|it isn t|it is not|it s not|that s not right|that s not it|i disagree|disagree|"
    "don t|do not|of course not|absolutely not|certainly not|definitely not|i don t think so|not so|not ok|not okay|not fine|not good|"
    "no thanks|no thank you|uh uh|nuh uh|cancel that|mistake|by no means|rather not|not agree|isn t right|won t|will not|can t|cannot"
    "|not yet|i m afraid not|i am afraid not|not on your life|neither|neither of them|not a chance|no chance"
    "|not today|not now|not for me|not interested|i d prefer not|i would prefer not|i think not|i d rather not"
    "|hardly|under no circumstances|not likely|not in the slightest|unfortunately not|not exactly|not me"
    "|nothing of the sort|on the contrary|not remotely|not this time|i have not|i haven t|i didn t|i did not",
    yes_alone=frozenset(("i do", "i am", "it is", "cool", "true", "right")),
    unsure=r"wouldn t say no|not (?:so |very |entirely |quite |really )?(?:sure|certain)|don t know|do not know|no idea|maybe|perhaps|possibly|"
    r"(?:couldn t|could not|can t) (?:say|tell)|hard to say|who knows|depends|could be|might be|yes and no|dunno|undecided",
    polite="please|thanks|thank you|sorry|excuse me|uh|um|er|erm|oh|well|hey|hi|hello|just|i|want|would|like|to|can|could|you|me|i d|need|now|the|a|an|with|ok|okay|actually|so|hmm|ah|my|let|speak|talk|get|give|no|yes",
    correction="i mean|i meant|i said|it s|it is|rather|actually|sorry|make that|it should be|should be|not that|change it to|that s not|but|the|correction|instead",
    retraction="i mean|i meant|i wanted to say|make that|change it to|correction|it should be",
    wrong="wrong|incorrect|not right|not correct|mistake|change|isn t right|is not right|misheard|different|error",
    idioms={"no yeah": True, "yeah no": False},
    negations=frozenset(("not", "no", "never", "isn", "don", "doesn", "won", "wasn", "cannot", "can't")),
    plain_yes="yes",
    nobody=r"nobody|no one|none",
    wordy=frozenset(("what", "exit", "human", "agent", "stop")),
)  # fmt: skip

REACTIONS = ReactionWords(
    exceptions="but|except|excepting|however|although|though|only|just|apart from|aside from|other than|save for|exception|almost|nearly"
    "|mostly|mainly|partly|partially|in part|half|unless|one thing|one mistake|otherwise|not entirely|not completely|not all",
    no_exceptions="that s all|nothing but|last but not least|just like that|just so|just that|only that|just fine|just right|just perfect"
    "|just go ahead|just go on|just continue|just do it|just as i said|just a moment|just a second|just a minute",
    doubts="probably|presumably|supposedly|possibly|more or less|roughly|approximately|sort of|kind of|hopefully|in a way|i hope"
    "|to some extent|somewhat|close|close enough|about right|likely|should be",
    bare_no="no|nope|nah|nay|no no|no thanks|no thank you|uh uh",
    deniable="",
    between="wait|wait a moment|wait a second|hang on|hold on|sorry|actually|well|oh|uh|um|erm|er|hmm|so|and|or|then|please|but|rather"
    "|excuse me|my mistake|it s|it is|thank you|thanks|i mean|i meant|i wanted to say|make that|correction|or better",
    assenting_questions="why not|why wouldn t i|you know what",
    going_on="and|and then|then|next|plus|followed by|again|it goes on|it continues|and the rest is|the rest is|also",
    takes_back="sorry|actually|i said|it s|it is|it should be|i meant|i mean|rather|my name is|make that",
    retractions="no wait|wait no|wait|actually|sorry|oh sorry|correction|i meant|i mean|my mistake|oh wait|hang on|hold on|i made a mistake",
    ends_in="ends in|ends with|ending in|ending with|it s at the end|last digit is|last digits are|last two digits are|last three digits are|last four digits are|last two are|last three are|last four are|the end is",
    copulas="is|s|should be|is actually|must be|has to be",
)  # fmt: skip

EITHER = EitherWords(
    first="first|first one|former|number one|option one",
    second="second|second one|latter|last one|other one|number two|option two",
)  # fmt: skip

CHOICES = ChoiceWords(
    articles=frozenset({"the"}),
    all="all|all of them|all of those|all of these|all of the above|everything|every one|every one of them|each of them|any of them|the lot|the whole lot|them all",
    both="both|both of them|the two of them|the two",
    counted="all #|all # of them|the #|the # of them",
    none="none|none of them|none of those|none of these|none of the above|not any of those|not any of these|not any|not interested in any of them|don t want any of them|don t want any of those|don t want any|nothing|nothing at all|neither|neither of them|not any of them|no option",
    without="except|except for|but not|all but|everything but|apart from|other than|anything but|bar|excluding|without|minus|with the exception of",
    instead="instead of|rather than",
    denial="remove|take off|take out|drop|delete|leave out|no|not|didn t|wouldn t|won t|can t|don t|do not|doesn t|never|nor|neither the",
    contrast="but|however|just not", join="and|plus|as well as|along with|together with", alternative="or|nor", agreed="yes|yeah|okay",
    added="also|too|as well|add|plus|on top|in addition|additionally", only="only|just|nothing but|simply|solely",
    first="first #|# first", last="last #|# last", last_one="last|last one|final|final one",
    place="number #|option #|option number #|choice #", counts="one two three four five six seven eight nine ten",
    idle="all right|alright|at all|that s all|that is all|after all|all the time|all in all|nothing else|nothing more|if not|why not|no problem|no worries|not only|yes and no|without exception|without exceptions"
    "|i don t know|i don t mind|don t mind|one of them|some of them|all clear",
)  # fmt: skip

COMMANDS = {
    "repeat": "repeat|repeat that|repeat please|say again|say that again|say it again|come again|pardon|pardon me|what did you say|what was that|sorry what|once more|"
        "could you repeat|could you repeat that|can you repeat|can you repeat that|i didn t hear|i didn t hear you|i didn t catch that|again please|what",
    "help": "help|help me|help please|i need help|can you help|can you help me|what should i say|what do i say|what can i say|i don t understand|i do not understand|what do you mean|what do you need|"
        "where do i find it|where can i find it|where do i find that|why do you need it|why do you need that|explain|how does this work",
    "wait": "hold on a second|hold on a minute|hold on a sec|hold on a moment|wait a sec|wait one second|hang on a minute|hang on a second|hang on a sec|just a sec|give me a sec|a second please|i m looking for it|let me grab it|wait|wait a moment|wait a minute|wait a second|hold on|hang on|one moment|one moment please|just a moment|just a minute|just a second|one second|one sec|one minute|a moment please|give me a moment|"
        "give me a second|give me a minute|let me check|let me look|let me get it|let me find it|i ll get it|bear with me",
    "cancel": "cancel|cancel it|cancel everything|cancel this|stop|stop it|stop this|quit|abort|forget it|forget about it|never mind|nevermind|i give up|i want to stop|i want to cancel|leave it|exit|end the call",
    "agent": "a human being|an actual person|an actual human|a real human|agent|operator|representative|human|a human|a person|real person|a real person|customer service|an agent|an operator|talk to someone|speak to someone|talk to a person|speak to a person|"
        "talk to a human|speak to a human|speak with someone|talk to an agent|speak to an agent|speak to an operator|speak to a representative|talk to an operator|someone please|a person please|put me through",
    "start_over": "start over|start again|start from the beginning|from the beginning|begin again|restart|let s start over|let s start again|from the top|go back to the start|i want to start over",
    "back": "go back|go one back|back|previous|previous question|the previous question|go back one step|one step back|go to the previous question|back to the previous question|i want to go back|can i go back|can we go back",
    "declined": "i d rather not say|i would rather not say|i d rather not tell you|i d rather not give it|i prefer not to say|i d prefer not to say|prefer not to say|rather not say|can i skip this|can i skip that|can i skip it|can we skip this|can we skip that|skip this|skip it|skip that|skip this one|skip|skip this question|"
        "i don t want to say|i don t want to give it|i don t want to give you that|i don t want to tell you|i won t tell you|i m not telling you|none of your business|that s private|it s private|i refuse to answer",
    "unavailable": "i don t have one|i don t have it|i do not have one|i haven t got one|i have not got one|don t have one|haven t got one|i don t have any|i don t own one|i have no email|i don t have an email|i don t have an email address",
}  # fmt: skip

ANSWERS = Answers(
    yes_no=YES_NO,
    reactions=REACTIONS,
    either=EITHER,
    choices=CHOICES,
    commands=COMMANDS,
)
