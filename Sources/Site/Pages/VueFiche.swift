import Procedure

/// A fiche as it is read on a page: every value already written for the eye (numbers grouped, dates in words).
struct VueFiche: Sendable {
    /// A child or a protected adult for whom the holder acts.
    struct Personne: Sendable {
        var cle: String
        var nom: String
        var dateNaissance: String
        var lien: Beneficiaire.Lien
        /// The code that came for that person.
        var codeProvisoire: String?
    }

    var nom: String
    /// Whom one plays, in one or two sentences.
    var role: String
    var nir: String
    var dateNaissance: String
    var typeCarteVitale: TypeCarteVitale
    /// `nil` when it cannot be read on the card.
    var numeroSerie: String?
    /// Whether it is to be found on the card, and is told nowhere else.
    var serieALire = false
    /// The issuer's number printed on the card: the one that is typed by mistake.
    var numeroEmetteur: String
    /// The code the person holds now.
    var codeProvisoire: String?
    /// How it came, and on what day.
    var voie: CodeProvisoire.Voie?
    var reception: String?
    /// Why no letter came, when none did.
    var sansCourrier: String?
    var contacts: Contacts
    var personnes: [Personne]
}

extension VueFiche {
    /// The fiche with the codes that its persons hold now.
    init(_ exercice: Exercice, at reel: Instant) {
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

    /// The card, with the place of its serial unless that is what is to be found.
    var carte: DessinCarte { DessinCarte(type: typeCarteVitale, numeroSerie: numeroSerie, numeroEmetteur: numeroEmetteur, isAnnotated: !serieALire) }
}

extension TypeCarteVitale {
    /// As one says it: « avec photo ».
    var enClair: String {
        switch self {
        case .avecPhoto: "avec photo"
        case .sansPhoto: "sans photo"
        }
    }
}

extension Beneficiaire.Lien {
    /// As one says it: « majeur protégé ».
    var enClair: String {
        switch self {
        case .enfant: "enfant"
        case .majeurProtege: "majeur protégé"
        }
    }
}

extension CodeProvisoire.Voie {
    /// As one says it: « par courrier ».
    var enClair: String {
        switch self {
        case .lettre: "par courrier"
        case .email: "par e-mail"
        case .sms: "par SMS"
        }
    }
}
