//! Units: what a number measures, brought to one base within each dimension.

/// What is measured. Amounts of different dimensions are never compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Things counted; which things, the words around tell.
    Things,
    /// Hundredths.
    Percent,
    /// Money, by the folded name or sign of the currency.
    Money(&'static str),
    /// Metres.
    Length,
    /// Kilograms.
    Mass,
    /// Minutes.
    Duration,
    /// Metres an hour.
    Speed,
    /// Degrees.
    Temperature,
}

/// A unit by its short name, its dimension, and how many base units it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// As it is written after a number; empty for things.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// Base units in one of it.
    pub factor: f64,
}

impl Unit {
    /// Plain things.
    pub fn things() -> Self {
        unit("", Dimension::Things, 1.0)
    }

    /// The unit that a folded word names.
    pub(super) fn named(word: &str) -> Option<Self> {
        measure(word).or_else(|| currency(word))
    }

    /// The currency of a sign.
    pub(super) fn of_sign(sign: char) -> Option<Self> {
        let name = match sign {
            '$' => "dollars",
            '€' => "euros",
            '£' => "pounds",
            '¥' => "yen",
            '₽' => "roubles",
            '₹' => "rupees",
            _ => return None,
        };
        currency(name)
    }
}

fn unit(name: &'static str, dimension: Dimension, factor: f64) -> Unit {
    Unit { name, dimension, factor }
}

fn measure(word: &str) -> Option<Unit> {
    length(word).or_else(|| duration(word)).or_else(|| other(word))
}

fn length(word: &str) -> Option<Unit> {
    let (name, factor) = match word {
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => ("mm", 0.001),
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => ("cm", 0.01),
        "m" | "metre" | "metres" | "meter" | "meters" | "metro" | "metros" | "metri" => ("m", 1.0),
        "km" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "kilometro"
        | "kilometros" | "quilometro" | "quilometros" | "chilometri" => ("km", 1000.0),
        "foot" | "feet" | "ft" => ("ft", 0.3048),
        "yard" | "yards" => ("yd", 0.9144),
        "mile" | "miles" => ("miles", 1609.344),
        _ => return None,
    };
    Some(unit(name, Dimension::Length, factor))
}

fn duration(word: &str) -> Option<Unit> {
    let (name, factor) = match word {
        "seconds" | "segundos" | "secondes" | "sekunden" | "secondi" => ("seconds", 1.0 / 60.0),
        "minute" | "minutes" | "minuto" | "minutos" | "minuten" | "minuti" => ("minutes", 1.0),
        "hour" | "hours" | "hora" | "horas" | "heure" | "heures" | "stunde" | "stunden" | "ora"
        | "ore" => ("hours", 60.0),
        "day" | "days" | "dia" | "dias" | "jour" | "jours" | "tag" | "tage" | "tagen"
        | "giorno" | "giorni" => ("days", 1440.0),
        "week" | "weeks" | "semana" | "semanas" | "semaine" | "semaines" | "woche" | "wochen"
        | "settimana" | "settimane" => ("weeks", 10_080.0),
        "month" | "months" | "mes" | "meses" | "mois" | "monat" | "monate" | "monaten" | "mese"
        | "mesi" => ("months", 43_829.1),
        "year" | "years" | "ano" | "anos" | "an" | "ans" | "annee" | "annees" | "jahr"
        | "jahre" | "jahren" | "anno" | "anni" => ("years", 525_949.2),
        _ => return None,
    };
    Some(unit(name, Dimension::Duration, factor))
}

fn other(word: &str) -> Option<Unit> {
    let (name, dimension, factor) = match word {
        "percent" | "percentage" | "prozent" => ("%", Dimension::Percent, 1.0),
        "kg" | "kilogram" | "kilograms" | "kilos" => ("kg", Dimension::Mass, 1.0),
        "tonne" | "tonnes" | "tons" | "toneladas" | "tonnen" | "tonnellate" => {
            ("tonnes", Dimension::Mass, 1000.0)
        }
        "mph" => ("mph", Dimension::Speed, 1609.344),
        "degrees" | "grados" | "graus" | "degres" | "grad" | "gradi" => {
            ("degrees", Dimension::Temperature, 1.0)
        }
        _ => return None,
    };
    Some(unit(name, dimension, factor))
}

fn currency(word: &str) -> Option<Unit> {
    let name = match word {
        "dollar" | "dollars" | "dolares" | "dollari" => "dollars",
        "euro" | "euros" => "euros",
        "pound" | "pounds" | "libras" | "livres" | "sterline" => "pounds",
        "yen" => "yen",
        "yuan" => "yuan",
        "rouble" | "roubles" | "ruble" | "rubles" | "rublos" | "rubel" => "roubles",
        "rupee" | "rupees" => "rupees",
        "peso" | "pesos" => "pesos",
        "real" | "reais" => "reais",
        "franc" | "francs" | "francos" | "franken" | "franchi" => "francs",
        "crown" | "crowns" | "kronor" | "kroner" | "coroas" | "coronas" | "couronnes"
        | "kronen" | "corone" => "crowns",
        "cents" | "pence" => "cents",
        _ => return None,
    };
    Some(unit(name, Dimension::Money(name), 1.0))
}
