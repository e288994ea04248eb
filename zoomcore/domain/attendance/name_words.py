"""Words that stand in a display name and are no part of it. Data with its reasons; `names` reads it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What people put after their name to be addressed rightly. Dropped only within brackets or joined by slashes:
#: "Ella", "Er" and "Sie" are names too.
PRONOUNS = _words(
    """
    he him his she her hers they them their theirs it its ze zir zirs hir hirs xe xem xyr ey em fae faer any all ask
    pronouns none no er ihn ihm sein sie ihr dey denen el ella elle ellos ellas elles il lui iel eux ele dele ela dela
    elu delu lei loro hij hem zij haar hen hun die diens han ham hans hun henne hon henom de dem on jego ona jej oni
    """
)

#: Unmistakably a device: dropped wherever they stand, with what joins them to their owner ("iPhone von Bo").
DEVICES = _words(
    """
    iphone ipad ipod android macbook imac chromebook thinkpad ideapad vivobook zenbook airpods redmi oneplus oppo
    motorola huawei xiaomi samsung lenovo iphonex
    """
)

#: A device after its brand, within brackets or after an owner's 's; surnames otherwise (Handy, Pixel, Mobile).
DEVICES_AFTER = _words(
    """
    phone handy mobile mobil cell cellphone smartphone laptop notebook tablet tab desktop computer pc galaxy pixel
    surface device gerat ordenador telefono telefon telephone portable ordinateur portatil celular movil zoom
    """
)

#: What a model is called besides; given names otherwise (Max, Mac).
MODELS = _words("pro air mini max mac plus ultra se note fold flip")

#: What joins a device to its owner, in front of the name: "iPhone von Bo", "iPad de Ana", "iPhone di Ugo".
OWNED_BY = _words("von de di da do d van af av fra of od")

#: Titles in front of a name. "Sr", "M" and "Md" are left alone: senior, an initial, Mohammad.
TITLES = _words("dr prof professor professorin mr mrs ms mx herr frau drs doc phd")

#: What somebody is called who gave no name: telephones, rooms and clients speak so. Two of them are not one person.
NOBODY = _words(
    """
    user guest participant student anonymous unknown caller attendee name none zoomuser gast invitado invite usuario
    teilnehmer estudiante etudiant ospite convidado admin administrator owner host test visitor invitee call in callin
    """
)

#: Letters that Unicode does not take apart into a plain one and its accent, and look-alikes that keyboards confuse
#: (Arabic and Persian forms of the same letter).
FOLDED = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ŧ": "t",
        "ə": "e",
        "ƒ": "f",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ـ": None,
    }
)

#: Products that take notes or record in somebody's place, as they name themselves; one of these anywhere is enough.
#: What is also a surname or a given name (Otter, Fathom, Jamie, Nyota, Notta, Read, Grain) counts only together with
#: what no person is called.
NOTE_TAKERS = (
    r"otter\s?\.?\s?ai",
    r"otter\s?pilot",
    r"otter (?:bot|notetaker|assistant)",
    r"fireflies",
    r"fred from fireflies",
    r"read\.\s?ai",
    r"read (?:meeting|ai) (?:navigator|notetaker|assistant)",
    r"fathom\.?(?:ai|video)",
    r"fathom (?:ai|bot|video|notetaker|assistant)",
    r"tl;?dv",
    r"meet\s?geek",
    r"sembly",
    r"avoma",
    r"airgram",
    r"circleback",
    r"supernormal",
    r"bluedot",
    r"tactiq",
    r"fellow\.(?:app|ai)",
    r"gong\.io",
    r"chorus\.ai",
    r"spinach\.(?:ai|io)",
    r"happy\s?scribe",
    r"(?:krisp|jamie|nyota|notta|noota|laxis|grain|rev|trint|vowel) (?:ai|bot|notetaker|recorder|assistant)",
    r"(?:granola|plaud|claap|leexi|gong|chorus|fellow|spinach) (?:ai|bot|notetaker|recorder|assistant)",
    r"(?:krisp|jamie|nyota|notta|noota|laxis|granola|plaud|claap|leexi|recall|scribbl|equal\s?time|meetjamie)\.(?:ai|io)",
    r"copilot",
    r"chat\s?gpt",
    r"gemini (?:ai|notes|assistant)",
    # What they do, whoever made them.
    r"note[\s\-]?taker",
    r"notetaking",
    r"ai (?:companion|assistant|meeting|recorder|scribe|summary|bot)",
    r"ai[\s\-]notes?",
    r"zoom ai",
    r"meeting (?:assistant|notes|recorder|bot|summary|scribe|minutes)",
    r"(?:notes?|recording|recorder|transcription|transcript|transcribing|summary) (?:bot|assistant|ai|service)",
    r"live transcri(?:pt|ption|ber)",
    r"cloud recording",
    r"notizen[\s\-]?(?:bot|assistent)",
    r"protokoll[\s\-]?(?:bot|ki)",
    r"preneur de notes",
    r"tomador de notas",
    r"asistente de (?:notas|reuniones|ia)",
    # A room's own device is no one person either.
    r"zoom rooms?",
)

#: After "Bo's": what belongs to Bo and is not Bo.
BELONGINGS = (
    "otter|fathom|fireflies?|read|grain|granola|krisp|jamie|notta|noota|gong|chorus|fellow|recorder|recording|transcript"
    r"|transcriber|transcription|assistant|scribe|bot|ai(?:\s.+)?|agent|notes?|meeting notes|[\w\-]+\.(?:ai|io|app)"
)
