import PDF

/// What a room needs on paper, in one file to print: a poster, the sheets of whoever leads, and for each place a sheet to
/// cut (role card, letter, schema of the card). Every page and every piece that is cut from one says « SPÉCIMEN – EXERCICE
/// – SANS VALEUR »; it is black-and-white friendly, PDF/A-2a and PDF/UA-1.
public struct Kit: Sendable {
    /// Where the trainees go: absolute, in ASCII. Without it, the poster leaves a line to write one on.
    public var adresse: String?
    /// Of the salle; without it, a line too.
    public var code: String?
    /// The SHA-256 of a certificate that browsers do not know, for the room to compare.
    public var empreinte: String?
    public var plan: Plan
    /// Those that are played, in the order in which they come.
    public var situations: [Situation]
    /// Everyone who is met in them, for the answers: each once.
    public var fiches: [Fiche]
    public var places: [Place]

    /// What is done when: shown to whoever leads.
    public struct Plan: Sendable {
        public var titre: String
        public var etapes: [(titre: String, minutes: Int)]

        public init(titre: String, etapes: [(titre: String, minutes: Int)]) { (self.titre, self.etapes) = (titre, etapes) }
    }

    /// A situation and the path that it expects, each step in words.
    public struct Situation: Sendable {
        public var cle: String
        public var titre: String
        /// Whoever tells it.
        public var source: String
        public var chemin: [String]

        public init(cle: String, titre: String, source: String, chemin: [String]) {
            (self.cle, self.titre, self.source, self.chemin) = (cle, titre, source, chemin)
        }
    }

    /// One trainee's place.
    public struct Place: Sendable {
        public var numero: Int
        /// By which the place is found again on another device; without it, a line to note it on.
        public var reprise: String?
        /// The key of its situation, if it has one.
        public var situation: String?
        public var fiche: Fiche

        public init(numero: Int, reprise: String?, situation: String?, fiche: Fiche) {
            (self.numero, self.reprise, self.situation, self.fiche) = (numero, reprise, situation, fiche)
        }
    }

    /// Whom one plays, every value written for the eye.
    public struct Fiche: Sendable {
        public var nom: String
        public var role: String
        /// 15 digits of the shape `9 AA MM 00 CCC OOO KK`, without separators.
        public var nir: String
        public var dateNaissance: String
        public var adresse: String
        public var email: String?
        public var telephone: String?
        public var carte: Carte
        public var personnes: [Personne]
        /// With their codes, in the order of their coming.
        public var courriers: [Courrier]

        public init(
            nom: String, role: String, nir: String, dateNaissance: String, adresse: String, email: String?, telephone: String?,
            carte: Carte, personnes: [Personne], courriers: [Courrier]
        ) {
            (self.nom, self.role, self.nir, self.dateNaissance) = (nom, role, nir, dateNaissance)
            (self.adresse, self.email, self.telephone) = (adresse, email, telephone)
            (self.carte, self.personnes, self.courriers) = (carte, personnes, courriers)
        }
    }

    /// A card, drawn as a neutral schema.
    public struct Carte: Sendable {
        public enum Modele: Sendable { case avecPhoto, sansPhoto }

        public var modele: Modele
        /// `nil` when it cannot be read.
        public var serie: String?
        /// Also printed on it: what some take for the serial.
        public var emetteur: String
        /// Where the serial is, in words.
        public var legende: String
        /// Whether the drawing shows which number is the serial: not where that is the question.
        public var isAnnotated: Bool

        public init(modele: Modele, serie: String?, emetteur: String, legende: String, isAnnotated: Bool = true) {
            (self.modele, self.serie, self.emetteur, self.legende, self.isAnnotated) = (modele, serie, emetteur, legende, isAnnotated)
        }
    }

    /// Someone for whom the holder acts.
    public struct Personne: Sendable {
        public var nom: String
        public var lien: String
        public var dateNaissance: String
        public var code: String?

        public init(nom: String, lien: String, dateNaissance: String, code: String?) {
            (self.nom, self.lien, self.dateNaissance, self.code) = (nom, lien, dateNaissance, code)
        }
    }

    /// A message that carries a code: a letter, an e-mail or a text message.
    public struct Courrier: Sendable {
        /// « Lettre », « E-mail », « SMS ».
        public var nature: String
        public var expediteur: String
        /// Name and address, a line each.
        public var destinataire: [String]
        public var date: String
        public var objet: String
        public var paragraphes: [String]
        public var code: String

        public init(
            nature: String, expediteur: String, destinataire: [String], date: String, objet: String, paragraphes: [String], code: String
        ) {
            (self.nature, self.expediteur, self.destinataire, self.date) = (nature, expediteur, destinataire, date)
            (self.objet, self.paragraphes, self.code) = (objet, paragraphes, code)
        }
    }

    public init(
        adresse: String?, code: String?, empreinte: String? = nil, plan: Plan, situations: [Situation], fiches: [Fiche], places: [Place]
    ) {
        (self.adresse, self.code, self.empreinte, self.plan) = (adresse, code, empreinte, plan)
        (self.situations, self.fiches, self.places) = (situations, fiches, places)
    }

    public var nomDeFichier: String { "SPECIMEN-kit-\(places.count)-\(places.count > 1 ? "postes" : "poste").pdf" }

    /// The file. The same kit gives the same octets.
    /// - Parameter instant: the date of the file, in seconds since 1970-01-01T00:00:00Z.
    /// - Throws: `ImprimeError`, before any octet is given out.
    public func pdf(instant: Int64) throws(ImprimeError) -> [UInt8] { try pdf(.compact, instant: instant) }

    func pdf(_ form: FileForm, instant: Int64) throws(ImprimeError) -> [UInt8] {
        guard !places.isEmpty else { throw .sansPlace }
        // The 9 and the 00 say that a number is fictional: nothing is printed that could be somebody's.
        guard (fiches + places.map(\.fiche)).allSatisfy({ NumeroFictif($0.nir) != nil }) else { throw .nir }
        let police: Police
        do { police = try Police(pour: textes) } catch { throw .texte(error) }
        let plume = Plume(police.lettres)
        var document = Document(
            Metadata(
                title: "\(TextesDuJustificatif.marque) – \(TextesDuKit.titre)", author: TextesDuJustificatif.emetteur,
                subject: TextesDuKit.sujet(places.count), language: "fr-FR", created: instant), form: form)
        try Affiche(kit: self, plume: plume).paint(&document)
        try FeuillesDeFormation(kit: self, plume: plume).paint(&document)
        for place in places { try FeuilleDePlace(place: place, plume: plume).paint(&document) }
        do { return try document.bytes() } catch { throw .nonConforme(error) }
    }

    /// All that is brought to it, in search of letters that French does without.
    private var textes: [String] {
        var textes = [TextesDuKit.lettres, adresse ?? "", code ?? "", empreinte ?? "", plan.titre] + plan.etapes.map(\.titre)
        for situation in situations { textes += [situation.cle, situation.titre, situation.source] + situation.chemin }
        for fiche in fiches + places.map(\.fiche) {
            textes += [fiche.nom, fiche.role, fiche.adresse, fiche.email ?? ""] + fiche.personnes.map(\.nom)
        }
        return textes
    }
}
