//! The newsroom's small words: cue verbs, titles, pronouns, prepositions of each language.
//!
//! Closed lists of general vocabulary, written down rather than learned, so that they can be corrected
//! by adding a word. A language without a list uses the English one, which in practice finds marks but few cues.

use std::sync::LazyLock;

use indexmap::IndexSet;

mod english;
mod romance;

/// The sex that a word gives away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gender {
    Female,
    Male,
}

/// Plain lists, one set a language; all words folded.
pub(super) struct WordLists {
    pub cues: &'static [&'static str],
    pub additions: &'static [&'static str],
    pub according: &'static [&'static str],
    pub prepositions: &'static [&'static str],
    pub determiners: &'static [&'static str],
    pub function_words: &'static [&'static str],
    pub pronouns: &'static [(&'static str, Option<Gender>)],
    pub complementizers: &'static [&'static str],
    pub between_subject_and_cue: &'static [&'static str],
}

/// The word lists of one language, ready to be asked.
pub(super) struct Lexicon {
    lists: &'static WordLists,
    cues: IndexSet<String>,
}

static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&english::ENGLISH, english::regular_cues()));
static SPANISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&romance::SPANISH, []));
static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&romance::FRENCH, []));
static PORTUGUESE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&romance::PORTUGUESE, []));
static ITALIAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&romance::ITALIAN, []));
static GERMAN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&romance::GERMAN, []));

impl Lexicon {
    /// For a BCP 47 tag; only the primary language counts.
    pub(super) fn of(language: &str) -> &'static Self {
        match language.split('-').next().unwrap_or_default() {
            "es" => &SPANISH,
            "fr" => &FRENCH,
            "pt" => &PORTUGUESE,
            "it" => &ITALIAN,
            "de" => &GERMAN,
            _ => &ENGLISH,
        }
    }

    fn new(lists: &'static WordLists, more_cues: impl IntoIterator<Item = String>) -> Self {
        let cues = lists.cues.iter().map(|&cue| cue.to_owned());
        Self { lists, cues: cues.chain(more_cues).collect() }
    }

    /// A verb of speech: `said`, `warned`.
    pub(super) fn is_cue(&self, folded: &str) -> bool {
        self.cues.contains(folded)
    }

    /// A verb that goes on with the same speaker: `added`.
    pub(super) fn is_addition(&self, folded: &str) -> bool {
        self.lists.additions.contains(&folded)
    }

    /// A word that names its source after it: `according` (to), `según`.
    pub(super) fn is_according(&self, folded: &str) -> bool {
        self.lists.according.contains(&folded)
    }

    /// A preposition: a name after it is not the subject.
    pub(super) fn is_preposition(&self, folded: &str) -> bool {
        self.lists.prepositions.contains(&folded)
    }

    /// An article or possessive, which opens a noun phrase.
    pub(super) fn is_determiner(&self, folded: &str) -> bool {
        self.lists.determiners.contains(&folded)
    }

    /// A word that a capital does not make a name.
    pub(super) fn is_function_word(&self, folded: &str) -> bool {
        self.lists.function_words.contains(&folded)
            || self.is_preposition(folded)
            || self.is_determiner(folded)
            || self.pronoun(folded).is_some()
    }

    /// Third-person pronouns that may speak, with the sex they show.
    pub(super) fn pronoun(&self, folded: &str) -> Option<Option<Gender>> {
        let mut pronouns = self.lists.pronouns.iter();
        pronouns.find(|(word, _)| *word == folded).map(|&(_, gender)| gender)
    }

    /// `that`, `que`: what follows is reported.
    pub(super) fn is_complementizer(&self, folded: &str) -> bool {
        self.lists.complementizers.contains(&folded)
    }

    /// Adverbs and auxiliaries that may stand between a subject and its verb of speech.
    pub(super) fn is_between(&self, folded: &str) -> bool {
        self.lists.between_subject_and_cue.contains(&folded)
    }
}

/// Titles that stand before a name, of all languages; with the sex they show.
const TITLES: &[(&str, Option<Gender>)] = &[
    ("mr", Some(Gender::Male)),
    ("mister", Some(Gender::Male)),
    ("sir", Some(Gender::Male)),
    ("lord", Some(Gender::Male)),
    ("king", Some(Gender::Male)),
    ("prince", Some(Gender::Male)),
    ("father", Some(Gender::Male)),
    ("brother", Some(Gender::Male)),
    ("chairman", Some(Gender::Male)),
    ("congressman", Some(Gender::Male)),
    ("councilman", Some(Gender::Male)),
    ("spokesman", Some(Gender::Male)),
    ("spokesperson", None),
    ("senor", Some(Gender::Male)),
    ("sr", Some(Gender::Male)),
    ("don", Some(Gender::Male)),
    ("monsieur", Some(Gender::Male)),
    ("herr", Some(Gender::Male)),
    ("signor", Some(Gender::Male)),
    ("mrs", Some(Gender::Female)),
    ("ms", Some(Gender::Female)),
    ("miss", Some(Gender::Female)),
    ("lady", Some(Gender::Female)),
    ("dame", Some(Gender::Female)),
    ("queen", Some(Gender::Female)),
    ("princess", Some(Gender::Female)),
    ("sister", Some(Gender::Female)),
    ("mother", Some(Gender::Female)),
    ("chairwoman", Some(Gender::Female)),
    ("congresswoman", Some(Gender::Female)),
    ("councilwoman", Some(Gender::Female)),
    ("spokeswoman", Some(Gender::Female)),
    ("senora", Some(Gender::Female)),
    ("sra", Some(Gender::Female)),
    ("dona", Some(Gender::Female)),
    ("madame", Some(Gender::Female)),
    ("mme", Some(Gender::Female)),
    ("frau", Some(Gender::Female)),
    ("signora", Some(Gender::Female)),
    ("dr", None),
    ("dra", None),
    ("doctor", None),
    ("prof", None),
    ("professor", None),
    ("rev", None),
    ("reverend", None),
    ("pastor", None),
    ("bishop", None),
    ("archbishop", None),
    ("cardinal", None),
    ("pope", None),
    ("judge", None),
    ("justice", None),
    ("captain", None),
    ("capt", None),
    ("colonel", None),
    ("col", None),
    ("major", None),
    ("general", None),
    ("gen", None),
    ("lieutenant", None),
    ("lt", None),
    ("sergeant", None),
    ("sgt", None),
    ("corporal", None),
    ("commander", None),
    ("cmdr", None),
    ("admiral", None),
    ("inspector", None),
    ("superintendent", None),
    ("supt", None),
    ("constable", None),
    ("detective", None),
    ("det", None),
    ("officer", None),
    ("sheriff", None),
    ("chief", None),
    ("marshal", None),
    ("president", None),
    ("minister", None),
    ("secretary", None),
    ("chancellor", None),
    ("premier", None),
    ("governor", None),
    ("gov", None),
    ("mayor", None),
    ("senator", None),
    ("sen", None),
    ("representative", None),
    ("rep", None),
    ("councillor", None),
    ("cllr", None),
    ("councilor", None),
    ("ambassador", None),
    ("commissioner", None),
    ("director", None),
    ("chair", None),
    ("chairperson", None),
    ("coach", None),
    ("manager", None),
    ("attorney", None),
    ("prosecutor", None),
    ("comptroller", None),
    ("auditor", None),
    ("speaker", None),
    ("leader", None),
    ("principal", None),
    ("dean", None),
    ("prefect", None),
    ("prefet", None),
    ("presidente", None),
    ("presidenta", Some(Gender::Female)),
    ("ministro", Some(Gender::Male)),
    ("ministra", Some(Gender::Female)),
    ("ministre", None),
    ("alcalde", Some(Gender::Male)),
    ("alcaldesa", Some(Gender::Female)),
    ("maire", None),
    ("capitan", None),
    ("coronel", None),
    ("juez", None),
    ("jueza", Some(Gender::Female)),
    ("juge", None),
    ("doutor", None),
    ("doutora", Some(Gender::Female)),
    ("professeur", None),
    ("prasident", None),
    ("kanzler", None),
    ("burgermeister", None),
    ("sindaco", None),
];

/// True of a title or rank that may stand before a name.
pub(super) fn is_title(folded: &str) -> bool {
    TITLES.iter().any(|(title, _)| *title == folded)
}

/// Ends of German compounds that say what somebody is: `Jurypräsidentin`, `Einsatzleiter`. Surnames end so
/// too, so one counts before a name alone.
const GERMAN_OFFICES: &[&str] = &[
    "prasident",
    "direktor",
    "minister",
    "sprecher",
    "leiter",
    "chef",
    "kommissar",
    "inspektor",
    "trainer",
    "forscher",
    "sekretar",
    "kanzler",
    "burgermeister",
];

/// True of a German compound for an office, that of a woman too.
pub(super) fn is_german_office(folded: &str) -> bool {
    let man = folded.strip_suffix("in").unwrap_or(folded);
    let offices = GERMAN_OFFICES.iter().filter(|end| man.ends_with(**end));
    offices.map(|end| end.len()).any(|end| end < folded.len())
}

/// The sex that a title or noun of kinship, office or person shows.
pub(super) fn gender_of_noun(folded: &str) -> Option<Gender> {
    if is_german_office(folded) && folded.ends_with("in") {
        return Some(Gender::Female);
    }
    if let Some((_, gender)) = TITLES.iter().find(|(title, _)| *title == folded) {
        return *gender;
    }
    if folded.ends_with("woman") || FEMALE.contains(&folded) {
        return Some(Gender::Female);
    }
    (folded.ends_with("man") || MALE.contains(&folded)).then_some(Gender::Male)
}

const FEMALE: &[&str] = &[
    "wife",
    "widow",
    "daughter",
    "aunt",
    "grandmother",
    "girl",
    "actress",
    "niece",
    "jefa",
    "directora",
    "vecina",
    "cheffe",
    "directrice",
    "delegada",
    "secretaria",
    "diretora",
    "moradora",
    "comisaria",
    "direttrice",
];

const MALE: &[&str] = &[
    "husband",
    "widower",
    "son",
    "uncle",
    "grandfather",
    "boy",
    "actor",
    "nephew",
    "jefe",
    "director",
    "vecino",
    "directeur",
    "delegado",
    "secretario",
    "diretor",
    "morador",
    "comisario",
    "sprecher",
    "leiter",
    "direttore",
];

/// Words that show a capitalised phrase to be a body or place, not a person.
const BODIES: &[&str] = &[
    "ministry",
    "department",
    "council",
    "court",
    "university",
    "college",
    "school",
    "hospital",
    "infirmary",
    "clinic",
    "elementary",
    "academy",
    "institute",
    "institution",
    "agency",
    "authority",
    "board",
    "commission",
    "committee",
    "company",
    "corporation",
    "corp",
    "inc",
    "ltd",
    "plc",
    "union",
    "guild",
    "federation",
    "association",
    "society",
    "foundation",
    "party",
    "bloc",
    "league",
    "club",
    "police",
    "service",
    "services",
    "command",
    "army",
    "navy",
    "force",
    "office",
    "bureau",
    "bank",
    "house",
    "senate",
    "congress",
    "parliament",
    "assembly",
    "government",
    "state",
    "states",
    "city",
    "county",
    "province",
    "district",
    "street",
    "road",
    "avenue",
    "square",
    "bridge",
    "river",
    "lake",
    "sea",
    "valley",
    "island",
    "islands",
    "mount",
    "mountain",
    "airport",
    "station",
    "centre",
    "center",
    "church",
    "times",
    "post",
    "herald",
    "news",
    "daily",
    "gazette",
    "tribune",
    "chronicle",
    "mirror",
    "journal",
    "observer",
    "press",
    "radio",
    "tv",
    "group",
    "network",
    "museum",
    "theatre",
    "theater",
    "ferries",
    "railways",
    "airlines",
    "national",
    "security",
    "international",
    "federal",
    "athletic",
    "united",
    "fc",
    "north",
    "south",
    "east",
    "west",
    "instituto",
    "ministerio",
    "ministere",
    "gobierno",
    "policia",
    "hospital",
    "universidad",
    "universite",
    "partido",
    "parti",
    "conselho",
    "consejo",
    "conseil",
    "agencia",
    "agence",
    "observatoire",
    "civil",
    "civile",
    "ministerium",
    "partei",
    "polizei",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// True of a word that marks an organisation, a place or a date.
pub(super) fn names_a_body(folded: &str) -> bool {
    BODIES.contains(&folded)
}

/// Particles inside a name: `de`, `van`.
pub(super) fn is_particle(word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den",
        "la", "le", "al", "el", "bin", "ibn", "ben", "ter", "ten", "zu", "y", "e",
    ];
    PARTICLES.contains(&word)
}
