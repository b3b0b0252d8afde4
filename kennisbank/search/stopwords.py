"""Words that carry no subject: left out of scored text and questions, in Dutch and in English. Already folded."""

DUTCH = frozenset(
    """
    aan al alle alleen alles als altijd ander andere anders ben bij daar daarbij daardoor daarmee daarna daarom daarvan
    dan dat de deze die dit doch doen doet door dus dezelfde een eens elk elke en er ergens erg etc ging geen gehad geweest
    haar had hadden heb hebben hebt heeft hem hen het hetzelfde hier hierbij hiermee hij hoe hun iedere ieder iemand iets ik
    in is ja je jij jou jouw jullie kan kon konden kun kunnen kunt maar me mee meer men met mij mijn moest moet moeten mocht
    na naar nadat net niet niets nog nooit nu of om omdat ons onze ook op over per reeds samen sinds soms te tegen ten ter
    terwijl toch toen tot u uit uw van vaak veel via voor vooral waar waarbij waardoor waarin waarmee waarom waarop waarvan
    wanneer want waren was wat we wel welk welke werd werden wezen wie wij wil wilde worden wordt zal ze zelf zelfs zich zij
    zijn zo zoals zodat zonder zou zouden zowel zullen zult
    """.split()
)
ENGLISH = frozenset(
    """
    a about after again all also am an and any are as at be because been before being between both but by can could did do
    does doing down during each for from further had has have having he her here hers him his how i if in into is it its
    itself just me more most my no nor not of off on once only or other our ours out over own same she should so some such
    than that the their theirs them then there these they this those through to too under until up upon very was we were
    what when where which while who whom why will with would you your yours
    """.split()
)
BY_LANGUAGE = {"nl": DUTCH, "en": ENGLISH}
