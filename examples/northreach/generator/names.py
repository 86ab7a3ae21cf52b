"""Made-up names. Given names and surnames are put together from syllables; nobody is meant."""

BEGIN = {
    "GB": ["Al", "Bren", "Ca", "Da", "El", "Fen", "Ga", "Hal", "Is", "Jor", "Ke", "Lin", "Mer", "Nor", "Or", "Pel",
           "Ros", "Sel", "Tam", "Wen"],
    "DE": ["An", "Ber", "Da", "Ed", "Fri", "Ger", "Hei", "Il", "Jo", "Ka", "Lo", "Mar", "Ni", "Ot", "Re", "Sig",
           "Thea", "Ul", "Wal", "Zel"],
}
END = {
    "GB": ["a", "bin", "da", "den", "fa", "la", "lin", "mon", "na", "ric", "sa", "ta", "ven", "wyn"],
    "DE": ["a", "bert", "da", "gard", "ke", "la", "lind", "ma", "ne", "rike", "sa", "te", "wig"],
}
SURNAME_BEGIN = {
    "GB": ["Ash", "Birk", "Cold", "Dun", "Elder", "Fox", "Gorse", "Hart", "Iron", "Kest", "Lark", "Marl", "Nether",
           "Oak", "Pell", "Quarr", "Rook", "Stone", "Thorn", "Under", "Wether", "Yarrow"],
    "DE": ["Ahorn", "Birken", "Dorn", "Eichen", "Falken", "Gersten", "Hasel", "Kranich", "Linden", "Moos", "Nessel",
           "Otter", "Quell", "Reiher", "Schilf", "Tannen", "Ulmen", "Weiden"],
}
SURNAME_END = {
    "GB": ["beck", "combe", "croft", "dale", "field", "garth", "hurst", "lock", "mere", "rigg", "shaw", "stead",
           "wick", "worth"],
    "DE": ["bach", "brink", "feld", "grund", "hagen", "horst", "kamp", "moor", "rode", "stedt", "thal", "wald"],
}


def person(random, country):
    """(given name, surname)."""
    given = random.choice(BEGIN[country]) + random.choice(END[country])
    surname = random.choice(SURNAME_BEGIN[country]) + random.choice(SURNAME_END[country])
    return given, surname


class Mailboxes:
    """Addresses that nobody can have, each given once."""

    def __init__(self):
        self.taken = {}

    def give(self, given, surname, domain):
        local = f"{given}.{surname}".lower()
        number = self.taken.get((local, domain), 0) + 1
        self.taken[local, domain] = number
        return f"{local}{number if number > 1 else ''}@{domain}"
