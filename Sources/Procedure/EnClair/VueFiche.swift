/// A fiche as it is read on a page: every value already written for the eye (numbers grouped, dates in words).
public struct VueFiche: Sendable {
    /// A child or a protected adult for whom the holder acts.
    public struct Personne: Sendable {
        public var cle: String
        public var nom: String
        public var dateNaissance: String
        public var lien: Beneficiaire.Lien
        /// The code that came for that person.
        public var codeProvisoire: String?
    }

    public var nom: String
    /// Whom one plays, in one or two sentences.
    public var role: String
    public var nir: String
    public var dateNaissance: String
    public var typeCarteVitale: TypeCarteVitale
    /// `nil` when it cannot be read on the card.
    public var numeroSerie: String?
    /// Whether it is to be found on the card, and is told nowhere else.
    public var serieALire = false
    /// The issuer's number printed on the card: the one that is typed by mistake.
    public var numeroEmetteur: String
    /// The code the person holds now.
    public var codeProvisoire: String?
    /// How it came, and on what day.
    public var voie: CodeProvisoire.Voie?
    public var reception: String?
    /// Why no letter came, when none did.
    public var sansCourrier: String?
    public var contacts: Contacts
    public var personnes: [Personne]
}

extension VueFiche {
    /// The fiche with the codes that its persons hold now.
    public init(_ exercice: Exercice, at reel: Instant) {
        let fiche = exercice.fiche
        let code = exercice.code(0, at: reel)
        self.init(
            nom: fiche.nom, role: fiche.role, nir: fiche.nir.groupe, dateNaissance: fiche.dateNaissance.sansJourDeLaSemaine,
            typeCarteVitale: fiche.typeCarteVitale, numeroSerie: exercice.isOn(.serieIllisible, at: reel) ? nil : fiche.numeroSerie, serieALire: exercice.scenario?.serieALire ?? false, numeroEmetteur: fiche.numeroEmetteur,
            codeProvisoire: code?.valeur, voie: code?.voie, reception: code?.envoi.enLettres,
            sansCourrier: exercice.isOn(.departementNonConcerne, at: reel) ? "aucun courrier n’est encore parti" : exercice.isOn(.courrierPerdu, at: reel) ? "le courrier n’est jamais arrivé" : nil,
            contacts: fiche.contacts,
            personnes: fiche.beneficiaires.enumerated().map { index, personne in
                Personne(
                    cle: personne.cle, nom: personne.nom, dateNaissance: personne.dateNaissance.sansJourDeLaSemaine, lien: personne.lien,
                    codeProvisoire: exercice.code(index + 1, at: reel)?.valeur)
            })
    }

    /// Where its serial is, in words; or that it is to be found.
    public var legendeDeLaCarte: String { serieALire ? "Le numéro de série est sur cette carte." : typeCarteVitale.ouEstLaSerie }
}

extension TypeCarteVitale {
    /// Where the serial is on such a card, in words.
    public var ouEstLaSerie: String {
        switch self {
        case .avecPhoto: "À droite de la photo, il y a un long numéro. Le numéro de série est fait de ses 11 derniers chiffres."
        case .sansPhoto: "Au dos de la carte, en haut à gauche. Le numéro de série a entre 8 et 13 chiffres."
        }
    }

    /// As one says it: « avec photo ».
    public var enClair: String {
        switch self {
        case .avecPhoto: "avec photo"
        case .sansPhoto: "sans photo"
        }
    }
}

extension Beneficiaire.Lien {
    /// As one says it: « majeur protégé ».
    public var enClair: String {
        switch self {
        case .enfant: "enfant"
        case .majeurProtege: "majeur protégé"
        }
    }
}

extension CodeProvisoire.Voie {
    /// As one says it: « par courrier ».
    public var enClair: String {
        switch self {
        case .lettre: "par courrier"
        case .email: "par e-mail"
        case .sms: "par SMS"
        }
    }
}
